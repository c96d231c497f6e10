// How many bytes travel.
import { brotliCompressSync, gzipSync } from 'node:zlib';

/**
 * @typedef {object} Bytes
 * @property {number} plain
 * @property {number} gzip  As small as gzip makes it.
 * @property {number} brotli As small as Brotli makes it.
 */

/**
 * @param {Uint8Array} content
 * @returns {Bytes}
 */
export function compressed(content) {
  return {
    plain: content.length,
    gzip: gzipSync(content, { level: 9 }).length,
    brotli: brotliCompressSync(content).length,
  };
}

/**
 * Several files: each travels by itself.
 *
 * @param {Bytes[]} files
 * @returns {Bytes}
 */
export function together(files) {
  const sum = (key) => files.reduce((total, file) => total + file[key], 0);
  return { plain: sum('plain'), gzip: sum('gzip'), brotli: sum('brotli') };
}
