// Which provider an address is of.

/** Hosts, each with the preset of the provider that is there. */
const HOSTS: readonly (readonly [host: RegExp, preset: string])[] = [
  [/\.signward\.com$/, 'signward'],
  [/^login\.microsoftonline\.(?:com|us)$/, 'entra'],
  [/\.auth0\.com$/, 'auth0'],
  [/\.okta(?:preview)?\.com$/, 'okta'],
  [/^cognito-idp\.[^.]+\.amazonaws\.com$/, 'cognito'],
  [/^accounts\.google\.com$/, 'google'],
];

/** The preset that fits an address; `undefined` where it says nothing. */
export function presetFor(authority: unknown): string | undefined {
  if (typeof authority !== 'string' || !URL.canParse(authority)) return undefined;
  const { hostname, pathname } = new URL(authority);
  const found = HOSTS.find(([host]) => host.test(hostname));
  if (found !== undefined) return found[1];
  return /^(?:\/auth)?\/realms\/[^/]/.test(pathname) ? 'keycloak' : undefined;
}
