// Headless Chromium with an empty profile that keeps its network to itself.
import { accessSync, constants } from 'node:fs';

import { chromium } from 'playwright-core';

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts Chromium: the one that `CHROME` names, or the system's. It fails when there is none.
 *
 * @param {string[]} [flags] Over the usual ones.
 * @param {string[]} [without] Flags of the driver's own to leave away.
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function startBrowser(flags = [], without = []) {
  return chromium.launch({
    executablePath: findChromium(),
    args: [...FLAGS, ...flags],
    ignoreDefaultArgs: without,
  });
}

function findChromium() {
  const named = process.env.CHROME;
  const found = (named ? [named] : CANDIDATES).find(isExecutable);
  if (found) return found;
  const cure = 'install the package `chromium`, or let `CHROME` name a Chromium';
  throw new Error(named ? `\`CHROME\` names no program: \`${named}\`` : `no Chromium: ${cure}`);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
