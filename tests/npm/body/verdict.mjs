// What a call ended with, in a few words that are the same in every runtime.

/** Longer than anything that answers takes. */
const PATIENCE = 60_000;

/**
 * The verdict about a call: a text that it returns, or what it threw. One that starts with `!` is
 * never right.
 *
 * @param {object} edgeward The package.
 * @param {() => unknown} call
 * @returns {Promise<string>}
 */
export async function verdictOf(edgeward, call) {
  let timer;
  const hangs = new Promise((resolve) => {
    timer = setTimeout(resolve, PATIENCE, '! hangs');
  });
  try {
    return await Promise.race([(async () => words(edgeward, await call()))(), hangs]);
  } catch (error) {
    return complaint(edgeward, error);
  } finally {
    clearTimeout(timer);
  }
}

/** Several verdicts in a row, with a comma between them. */
export async function verdictsOf(edgeward, calls) {
  const verdicts = [];
  for (const call of calls) verdicts.push(await verdictOf(edgeward, call));
  return verdicts.join(', ');
}

function words(edgeward, value) {
  if (value instanceof edgeward.User) return `valid ${value.userId}`;
  return typeof value === 'string' ? value : `! ${typeof value}`;
}

/** The class, the code and the evidence of an error; the argument that a `TypeError` names. */
export function complaint(edgeward, error) {
  if (error instanceof edgeward.EdgewardError) {
    const { name, code, claim, error: refusal, statusCode, problems = [] } = error;
    // The class that the name says, by the exports.
    if (!(error instanceof edgeward[name])) return `! ${name} is no instance of its class`;
    const about = problems.map(({ option, code: problem }) => `${option}: ${problem}`).join(' + ');
    return [name, code, claim, refusal, statusCode, about].filter(Boolean).join(' ');
  }
  const argument = error instanceof TypeError && /`([^`]+)`/.exec(error.message)?.[1];
  if (argument) return `TypeError ${argument}`;
  if (error?.name === 'AbortError' || error?.name === 'TimeoutError') return error.name;
  return `! ${error?.name ?? typeof error}: ${error?.message ?? String(error)}`;
}
