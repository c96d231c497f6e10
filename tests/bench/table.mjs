// Tables as text, readable as they are and as Markdown.

/**
 * @param {string[]} head
 * @param {string[][]} rows Cells; all but the first of a row are set to the right.
 * @returns {string}
 */
export function table(head, rows) {
  const all = [head, ...rows].map((row) => row.map((cell) => String(cell ?? '—')));
  const widths = head.map((_, column) => Math.max(3, ...all.map((row) => row[column].length)));
  const line = (row) => {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
    );
    return `| ${cells.join(' | ')} |`;
  };
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  const [first, ...rest] = all.map(line);
  return [first, `| ${rule.join(' | ')} |`, ...rest].join('\n');
}

/** @param {number} bytes */
export function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} KB`;
}

/** @param {number} milliseconds */
export function milliseconds(milliseconds) {
  return `${milliseconds.toFixed(1)} ms`;
}
