// JSON with comments and commas at the end, as wrangler.jsonc may have them.

/** A string, a comment, or a comma that a closing bracket follows. */
const TOKEN =
  /"(?:[^"\\]|\\[^])*"|\/\/[^\r\n]*|\/\*[^]*?\*\/|,(?=(?:\s|\/\/[^\r\n]*|\/\*[^]*?\*\/)*[\]}])/g;

/**
 * Parses it. What is left out becomes spaces, so that places in the text stay what they are.
 *
 * @throws {SyntaxError} With line and column, and no text of the file.
 */
export function parseJsonc(text: string): unknown {
  const plain = text.replace(TOKEN, (token) =>
    token.startsWith('"') ? token : token.replace(/[^\r\n]/g, ' '),
  );
  try {
    return JSON.parse(plain);
  } catch (error) {
    throw new SyntaxError(placeOf((error as Error).message, plain));
  }
}

/** The parser's own words hold a piece of the file, which may be a secret. */
function placeOf(message: string, text: string): string {
  const position = /at position (\d+)/.exec(message)?.[1];
  const at = position === undefined ? text.length : Number(position);
  const before = text.slice(0, at).split('\n');
  return `it is not JSON at line ${before.length}, column ${before.at(-1)!.length + 1}`;
}
