// A request as one text, which crosses into the core faster than its parts.
const encoder = new TextEncoder();

/** Where most texts have room: a buffer for each would be garbage with each request. */
const ROOM = new Uint8Array(16_384);

/** Most bytes that UTF-8 has for one unit of UTF-16. */
const WIDEST = 3;

/**
 * Lines in UTF-8, a line feed between them. The next call writes over the text: it crosses at once.
 *
 * `isAscii` says that nothing was decoded on its way here, so the text is every byte as it was sent.
 */
export function encoded(lines: readonly string[]): { text: Uint8Array; isAscii: boolean } {
  const joined = lines.join('\n');
  const text =
    joined.length * WIDEST <= ROOM.length
      ? ROOM.subarray(0, encoder.encodeInto(joined, ROOM).written)
      : encoder.encode(joined);
  return { text, isAscii: text.length === joined.length };
}
