// What a gate has to be told: each thing with its key, its option and its question.
import type { Flag } from '../command.js';

/** Something that is asked for. */
export interface Setting {
  /** The key in `[vars]`. */
  key: string;
  /** The option that says it. */
  option: string;
  question: string;
  /** What whoever is asked takes by Enter alone, where nothing else is usual. */
  offer?: string;
  /** Whether it is for signing people in only. */
  ofSignIn?: boolean;
}

/** In the order in which they are asked for. The routes come after them. */
export const SETTINGS: readonly Setting[] = [
  {
    key: 'AUTHORITY',
    option: 'authority',
    question: "Provider's address, https://…",
  },
  {
    key: 'PROVIDER',
    option: 'provider',
    question:
      'Its preset: signward, keycloak, entra, auth0, okta, cognito, google, or generic for others',
    offer: 'generic',
  },
  {
    key: 'CLIENT_ID',
    option: 'client-id',
    question: "The gate's client identifier there",
    ofSignIn: true,
  },
  {
    key: 'AUDIENCE',
    option: 'audience',
    question: 'The audience that access tokens name',
  },
  {
    key: 'PUBLIC_URL',
    option: 'public-url',
    question: 'Where people reach the gate',
    ofSignIn: true,
  },
  {
    key: 'ORIGIN',
    option: 'origin',
    question: 'The origin: its address, zone, worker:NAME or assets:FOLDER',
  },
];

/** The address of `wrangler dev`. */
export const LOCAL_URL = 'http://localhost:8787';

/** The options of the command. */
export const FLAGS: Readonly<Record<string, Flag>> = {
  authority: { value: 'URL', help: "the provider's address" },
  provider: {
    value: 'NAME',
    help: 'its preset, as in `PROVIDER`; by its address if left out',
  },
  'client-id': { value: 'ID', help: "the gate's client identifier at the provider" },
  audience: { value: 'NAME', several: true, help: 'the audience that access tokens name' },
  'public-url': {
    value: 'URL',
    several: true,
    help: `where people reach the gate; ${LOCAL_URL}, as in \`wrangler dev\`, if left out`,
  },
  origin: { value: 'ORIGIN', help: 'what is behind the gate' },
  route: { value: 'PATH=WHO', several: true, help: 'who may pass where; as often as needed' },
  name: { value: 'NAME', help: "the Worker's name; the folder's if left out" },
  'no-sign-in': { help: 'bearer tokens only: nobody signs in at the gate' },
  'danger-allow-http': { help: 'plain http, for development' },
  'danger-symmetric-jwks': {
    help: "HS keys from the provider's public key set, as at Signward: whoever reads it can make tokens",
  },
  offline: { help: 'do not ask the provider whether it fits' },
  yes: { help: 'ask nothing' },
  force: { help: 'write over a `wrangler.toml` that is there' },
};
