// A sign-in that nobody sees: the provider answers in a hidden frame whether the person is still
// signed in there.
import { EdgewardError } from '../errors.js';
import { hasResponse } from './address.js';

/** The frame's name, and that of the event by which the page in it hands its answer out. */
const NAME = 'edgeward-silent';

/** How long a provider may take. */
const MILLISECONDS = 10_000;

/** Whether this page is in such a frame. If so, it hands out what it was called with. */
export function isSilentFrame(): boolean {
  // Of a page of another origin there is no element to be seen.
  const frame = globalThis.frameElement;
  if (frame?.getAttribute('name') !== NAME) return false;
  frame.dispatchEvent(new Event(NAME));
  return true;
}

/**
 * Opens the authorization request in a hidden frame, and gives the query of the response.
 *
 * The frame may do nothing but sign in: above all, it may not take this page somewhere else.
 */
export async function answerInFrame(
  url: string,
  redirectUri: string,
  signal?: AbortSignal,
): Promise<string> {
  const frame = document.createElement('iframe');
  frame.name = NAME;
  frame.hidden = true;
  frame.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-forms');
  frame.src = url;
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await new Promise<string>((resolve, reject) => {
      const look = () => {
        const response = responseIn(frame, redirectUri);
        if (response !== undefined) resolve(response);
      };
      frame.addEventListener(NAME, look);
      frame.addEventListener('load', look);
      timer = setTimeout(() => reject(late()), MILLISECONDS);
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      (document.body ?? document.documentElement).append(frame);
    });
  } finally {
    clearTimeout(timer);
    frame.remove();
  }
}

function responseIn(frame: HTMLIFrameElement, redirectUri: string): string | undefined {
  try {
    const { location } = frame.contentWindow!;
    return hasResponse(location, redirectUri) ? location.search.slice(1) : undefined;
  } catch {
    // Still the provider's page, which is none of ours to look at.
    return undefined;
  }
}

function late(): EdgewardError {
  return new EdgewardError(
    'session_frame_timed_out',
    `the provider did not answer in a hidden frame within ${MILLISECONDS / 1000} s: see that both ` +
      "sites' policies let it be framed, and that `silentRedirectUri` is registered",
  );
}
