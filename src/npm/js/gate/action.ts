// What the core decides about a request, and the gate's own answers.

/** An answer of the gate's own. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  /** The cookies that are set. */
  cookies: string[];
  body: string;
}

/** How a request goes on to the origin. */
export interface Forward {
  /** Where the origin is asked. */
  url: string;
  /** The header fields that do not go on, in lower case. */
  remove: string[];
  /** The header fields that are set, after the removal: values by names in lower case. */
  set: Record<string, string>;
  /** The cookies that are set on the way back. */
  cookies: string[];
  /** Whether the answer is for one person. */
  private: boolean;
  /** The request headers that the answer depends on, with commas. */
  vary: string;
  /** The origin whose pages may read the answer. */
  allowOrigin?: string;
}

/** What becomes of a request: an answer, or a way on. */
export type Outcome =
  { answer: Answer; forward?: undefined } | { answer?: undefined; forward: Forward };

/** What the core decided, and a line for the log, if there is one. The body of an answer comes last. */
export function read(decided: string): { log: string; outcome: Outcome } {
  const logEnd = decided.indexOf('\n');
  const log = decided.slice(0, logEnd);
  const end = decided.indexOf('\n', logEnd + 1);
  if (end === -1) {
    const outcome: Outcome = JSON.parse(decided.slice(logEnd));
    // Or an `answer` that some code put into `Object.prototype` would be everybody's.
    if (!Object.hasOwn(outcome, 'answer')) outcome.answer = undefined;
    return { log, outcome };
  }
  const outcome: { answer: Answer } = JSON.parse(decided.slice(logEnd, end));
  outcome.answer.body = decided.slice(end + 1);
  return { log, outcome };
}

/** The answer in the place of the origin's. */
export function instead(decided: string, method: string): Response {
  return answerOf(read(decided).outcome.answer!, method);
}

/** The response; without a body where the request was HEAD. */
export function answerOf({ status, headers, cookies, body }: Answer, method: string): Response {
  const content = method === 'HEAD' || body === '' ? null : body;
  const response = new Response(content, { status, headers });
  for (const cookie of cookies) response.headers.append('set-cookie', cookie);
  return response;
}
