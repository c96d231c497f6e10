// A request as the gate reads it.

/** A request, and its header fields as they were read, once. */
export interface Incoming {
  readonly request: Request;
  /** The method, the URL, then the header fields, names and values in turn, a line each. */
  readonly lines: string;
  /** How many lines that are. */
  readonly count: number;
  /** The values of the header fields by their names. */
  readonly fields: Record<string, string>;
  /** Whether the fields alone make the same request again: no body, no name twice, no text that was
   * decoded. */
  readonly isPlain: boolean;
}

/** The Fetch API's text is not what was sent where bytes were decoded. */
const DECODED = /[^\x00-\x7f]/;

/** Reads a request. */
export function incomingFrom(request: Request): Incoming {
  const fields: Record<string, string> = Object.create(null);
  let isPlain = request.body === null;
  let lines = `${request.method}\n${request.url}`;
  let count = 2;
  for (const [name, value] of request.headers) {
    lines += `\n${name}\n${value}`;
    count += 2;
    if (name in fields) isPlain = false;
    fields[name] = value;
  }
  return { request, lines, count, fields, isPlain: isPlain && !DECODED.test(lines) };
}
