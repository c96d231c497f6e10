// The memory that a WebAssembly module may have.

/** The section of memories (WebAssembly core specification, section 5.5.8). */
const MEMORIES = 5;

/**
 * The module with a limit to its memory, which it is compiled without.
 *
 * @param {Uint8Array} module
 * @param {number} pages Of 64 KiB, beyond those that it begins with.
 */
export function withMemoryOf(module, pages) {
  for (let at = 8; at < module.length;) {
    const [size, start] = number(module, at + 1);
    if (module[at] === MEMORIES) {
      // One memory, whose limits have no maximum; then the pages that it begins with.
      const [least] = number(module, start + 2);
      const limited = [1, 1, ...encoded(least), ...encoded(least + pages)];
      const section = [MEMORIES, ...encoded(limited.length), ...limited];
      return Buffer.concat([
        module.subarray(0, at),
        Uint8Array.from(section),
        module.subarray(start + size),
      ]);
    }
    at = start + size;
  }
  throw new Error('the module has no memory of its own');
}

/** An unsigned LEB128, and where it ends. */
function number(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return [value, at];
  }
}

function encoded(value) {
  const rest = value >> 7;
  return rest === 0 ? [value] : [(value & 0x7f) | 0x80, ...encoded(rest)];
}
