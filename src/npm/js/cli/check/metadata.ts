// What a provider's metadata says to a gate.
import type { Metadata } from '../../messages.js';
import type { Table } from '../configuration.js';
import type { Answer } from './provider.js';

/** Looks at metadata that the client took: its issuer is the configured one. */
export function aboutMetadata(metadata: Metadata, vars: Table, answer: Answer): void {
  answer.metadata.push('metadata fetched, and its issuer is the configured one');
  if (vars['SIGN_IN'] === false || vars['SIGN_IN'] === 'false') return;
  const { notes, problems } = answer;
  const list = (name: string) => {
    const value = metadata[name];
    return Array.isArray(value) ? (value as unknown[]) : undefined;
  };
  // Signward's metadata name no endpoints, and edgeward knows them.
  for (const name of vars['PROVIDER'] === 'signward' ? [] : ENDPOINTS) {
    if (metadata[name] !== undefined) continue;
    const reason = `the metadata name no \`${name}\`: people cannot sign in`;
    const cure = 'set `SIGN_IN = false` if they should not';
    problems.push({ code: 'endpoint_missing', reason, cure });
  }
  // Without S256 in such a list the client refuses the metadata.
  if (list('code_challenge_methods_supported')) answer.metadata.push('PKCE with S256');
  else {
    const reason = 'the metadata do not say whether PKCE is supported; edgeward always uses it';
    notes.push({ code: 'pkce_unknown', reason });
  }
  if (metadata['end_session_endpoint'] || vars['PROVIDER'] === 'signward') {
    answer.metadata.push('signing out ends the session at the provider too');
  } else {
    const reason = 'the metadata name no `end_session_endpoint`: signing out ends it here alone';
    notes.push({ code: 'end_session_missing', reason });
  }
  const auth = vars['CLIENT_AUTH'];
  const methods = list('token_endpoint_auth_methods_supported');
  if (typeof auth === 'string' && methods && !methods.includes(auth)) {
    const reason = `the provider does not list \`${auth}\` among its methods of client authentication`;
    const cure = 'leave `CLIENT_AUTH` out, or choose one that it lists';
    notes.push({ code: 'client_auth_unlisted', reason, cure });
  }
}

const ENDPOINTS = ['authorization_endpoint', 'token_endpoint'];
