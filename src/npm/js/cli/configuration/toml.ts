// TOML. The parser is bundled into this module when the package is built, so that the package has no
// dependencies; its licence is in `THIRD-PARTY-LICENSES`.
import { parse, TomlError } from 'smol-toml';

/**
 * Parses it.
 *
 * @throws {SyntaxError} With line and column, and no text of the file.
 */
export function parseToml(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    // Below the first line the message shows the file, which may hold a secret.
    const [what = ''] = error.message.split('\n');
    throw new SyntaxError(`${what} (line ${error.line}, column ${error.column})`);
  }
}
