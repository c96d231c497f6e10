// The links of the built guides, followed on this machine alone.
import { existsSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

import { ROOT } from '../support/root.mjs';

/** Where `cargo xtask docs` writes the site. */
export const SITE = join(ROOT, 'target/docs');

const ATTRIBUTE = /\s(?:href|src)="([^"]*)"/g;
const REFRESH = /<meta http-equiv="refresh" content="0; URL=([^"]*)"/g;

/** @returns {Promise<string[]>} Each page of the site. */
export async function htmlFiles() {
  const entries = await readdir(SITE, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/**
 * The links that lead nowhere, each with its page, and how many there are in all.
 *
 * @param {string[]} files
 */
export function follow(files) {
  const pages = new Map();
  const page = (file) => {
    if (!pages.has(file)) pages.set(file, read(file));
    return pages.get(file);
  };
  const broken = [];
  let count = 0;
  for (const file of files) {
    for (const link of page(file).links) {
      if (/^(?:https?:|mailto:|data:|javascript:)/.test(link)) continue;
      count += 1;
      const [path, fragment] = link.split('#');
      // Of the page for addresses that there are not, links begin at the root of the site.
      const base = path.startsWith('/') ? SITE : dirname(file);
      const target = path === '' ? file : join(base, decodeURIComponent(path.split('?')[0]));
      const is = existsSync(target) && (!fragment || page(target).ids.has(fragment));
      if (!is) broken.push(`${relative(SITE, file)}: ${link}`);
    }
  }
  return { broken, count };
}

function read(file) {
  const html = readFileSync(file, 'utf8');
  // What a script may write is no link yet.
  const markup = html.replace(/<script\b[\s\S]*?<\/script>/g, '').replaceAll('&amp;', '&');
  const links = [...markup.matchAll(ATTRIBUTE), ...markup.matchAll(REFRESH)].map(([, it]) => it);
  const ids = new Set([...markup.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id));
  return { links, ids };
}
