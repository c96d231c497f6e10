// edgeward as a Cloudflare Worker. A request crosses into the core as one text, and what is decided about
// it comes back as another; asking the origin is done here, so bodies and answers never cross.
import { answerOf, type Outcome } from '../npm/js/gate/action.js';
import type { Environment } from './environment.js';
import { toOrigin } from './forward.js';
import { incomingFrom } from './incoming.js';
import { decide } from './isolate.js';

export default {
  /** Answers a request, or lets it through to the origin. */
  async fetch(request: Request, env: Environment, context: ExecutionContext): Promise<Response> {
    const incoming = incomingFrom(request);
    let decided = decide(env, incoming.lines, incoming.count, request);
    if (typeof decided !== 'string') {
      // Seen through even when the client goes away: others wait for the keys that this request may
      // have begun to fetch, and a refresh token may be spent by then.
      context.waitUntil(decided);
      decided = await decided;
    }
    const outcome: Outcome = JSON.parse(decided);
    if (outcome.log !== undefined) console.log(outcome.log);
    return outcome.answer !== undefined
      ? answerOf(outcome.answer, request.method)
      : toOrigin(incoming, outcome.forward, env);
  },
};
