// A request as the gate reads it.
import { encoded } from '../npm/js/gate/lines.js';

/** A request, and its lines. */
export interface Incoming {
  readonly request: Request;
  /** The method, the URL, then the header fields, names and values in turn. */
  readonly lines: readonly string[];
  /** The same as one text, which the next request writes over. */
  readonly text: Uint8Array;
  /** Whether the lines say every byte as it was sent. */
  readonly isAscii: boolean;
}

/** Reads a request, once. */
export function incomingFrom(request: Request): Incoming {
  const lines = [request.method, request.url];
  for (const [name, value] of request.headers) lines.push(name, value);
  const { text, isAscii } = encoded(lines);
  return { request, lines, text, isAscii };
}
