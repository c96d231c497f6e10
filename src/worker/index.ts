// edgeward as a Cloudflare Worker. A request crosses into the core as one text, and what is decided about
// it comes back as another; asking the origin is done here, so bodies and answers never cross.
import { answerOf, read } from '../npm/js/gate/action.js';
import type { Environment } from './environment.js';
import { toOrigin } from './forward.js';
import { incomingFrom, type Incoming } from './incoming.js';
import { decide } from './isolate.js';

export default {
  /** Answers a request, or lets it through to the origin. */
  fetch(
    request: Request,
    env: Environment,
    context: ExecutionContext,
  ): Response | Promise<Response> {
    const incoming = incomingFrom(request);
    const decided = decide(env, incoming);
    if (typeof decided === 'string') return act(decided, incoming, env);
    // Seen through even when the client goes away: others wait for the keys that this request may have
    // begun to fetch, and a refresh token may be spent by then.
    context.waitUntil(decided);
    return decided.then((late) => act(late, incoming, env));
  },
};

function act(decided: string, incoming: Incoming, env: Environment): Response | Promise<Response> {
  const { log, outcome } = read(decided);
  if (log !== '') console.log(log);
  return outcome.answer !== undefined
    ? answerOf(outcome.answer, incoming.request.method)
    : toOrigin(incoming, outcome.forward, env);
}
