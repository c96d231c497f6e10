// The package `oidc-provider`, without the notices that do not concern a test.

/**
 * @param {string} issuer
 * @param {object} configuration
 * @returns {Promise<import('oidc-provider').Provider>}
 */
export async function createOidcProvider(issuer, configuration) {
  // It asks for Node 22 and runs on 20 too, as this whole suite shows.
  const { warn } = console;
  console.warn = (text, ...rest) => /Unsupported runtime/.test(text) || warn(text, ...rest);
  try {
    const { default: Provider } = await import('oidc-provider');
    return new Provider(issuer, configuration);
  } finally {
    console.warn = warn;
  }
}
