// Tokens of a provider that nobody asks: their key stands beside the client.
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

const ALGORITHM = { alg: 'RS256', kid: 'one' };

/** A signer of tokens, and the key set that they are verified with. */
export async function createSigner() {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  return {
    jwks: { keys: [{ ...(await exportJWK(publicKey)), ...ALGORITHM }] },
    sign: (claims) =>
      new SignJWT(claims)
        .setProtectedHeader(ALGORITHM)
        .setIssuedAt()
        .setExpirationTime('5m')
        .sign(privateKey),
  };
}

/** What `providers.md` says below a token of this user. */
export function sentence({ roles, customRoles, tenantId }) {
  const list = (names) => names.map((name) => `\`${name}\``).join(', ');
  const parts = [roles.length > 0 ? `the roles ${list(roles)}` : 'no roles'];
  if (customRoles.length > 0) parts.push(`the custom roles ${list(customRoles)}`);
  if (tenantId !== undefined) parts.push(`the tenant \`${tenantId}\``);
  return `Gives ${parts.join(', ')}.`;
}
