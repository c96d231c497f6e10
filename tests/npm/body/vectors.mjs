// Every vector of tests/vectors that makes a JWS: its verdict is what the vectors say. Which of a
// runtime's verifiers answers is the package's business; all of them must say the same.

/** What a header says, or nothing where it is none. */
function headerOf(signed) {
  try {
    const [header] = signed.split('.');
    return JSON.parse(atob(header.replaceAll('-', '+').replaceAll('_', '/')));
  } catch {
    return undefined;
  }
}

/** A JWS says its algorithm itself, so vectors about another one than the header's make none. */
export const isJws = ({ alg, signed }) => signed.includes('.') && headerOf(signed)?.alg === alg;

/**
 * @param {{ keys: Record<string, object>, cases: object[] }} vectors
 */
export const signatures = ({ keys, cases }) => ({
  group: 'the signature vectors',
  cases: cases.filter(isJws).map(({ name, key, signed, signature, verdict }) => [
    name,
    verdict === 'valid' ? 'valid' : `InvalidTokenError ${verdict}`,
    async ({ edgeward: { verifyJws } }) => {
      const { kid } = headerOf(signed);
      await verifyJws(`${signed}.${signature}`, { jwks: { keys: [{ ...keys[key], kid }] } });
      return 'valid';
    },
  ]),
});
