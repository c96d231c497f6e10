// `edgeward/browser`: everything of `edgeward`, and the session of a single-page app.
export * from '../doors/browser.js';
export { SessionEvent, type SessionChange, type SessionEventMap } from './events.js';
export type { BrowserSessionOptions } from './options.js';
export {
  BrowserSession,
  type RedirectResult,
  type SessionSignInOptions,
  type SessionSignOutOptions,
} from './session.js';
