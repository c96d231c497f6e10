// A request as the gate reads it.

/** A request, and its lines. */
export interface Incoming {
  readonly request: Request;
  /** The method, the URL, then the header fields, names and values in turn. */
  readonly lines: readonly string[];
  /** The same as one text in UTF-8, a line feed between them. */
  readonly text: Uint8Array;
  /** Whether the text says every byte as it was sent: all of it is ASCII, so nothing was decoded. */
  readonly isExact: boolean;
}

const encoder = new TextEncoder();

/** Reads a request, once. */
export function incomingFrom(request: Request): Incoming {
  const lines = [request.method, request.url];
  for (const [name, value] of request.headers) lines.push(name, value);
  const joined = lines.join('\n');
  const text = encoder.encode(joined);
  return { request, lines, text, isExact: text.length === joined.length };
}
