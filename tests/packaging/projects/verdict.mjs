// What every project asks of the package, whatever loads it: a good token's user, by the host's
// cryptography and by the synchronous verifier, and what becomes of an expired one.

/**
 * @param {typeof import('edgeward').Client} Client
 * @param {{ authority: string, audience: string, good: string, expired: string }} asked
 */
export async function verdict(Client, { authority, audience, good, expired }) {
  const client = new Client({ authority, audience, dangerAllowHttp: true });
  const user = await client.validateToken(good);
  await client.prepareSync();
  const again = client.validateTokenSync(good);
  const refusal = await client.validateToken(expired).then(
    () => 'none',
    ({ name, code }) => `${name}: ${code}`,
  );
  return { userId: user.userId, roles: [...user.roles], again: again.userId, refusal };
}
