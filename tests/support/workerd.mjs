// Real workerd, which Miniflare starts and talks to.
import { Miniflare } from 'miniflare';

import { DeadlineError, within } from './until.mjs';

/** How long a start may take, on a machine with much to do. */
const START_MILLISECONDS = 30_000;

/** How long an end may take. */
const END_MILLISECONDS = 10_000;

/** How many processes are tried. */
const STARTS = 3;

/**
 * Starts workerd, and waits until it listens.
 *
 * Where a machine has much to do, a start now and then comes to no end, though nothing is wrong with what
 * is started. Then another process is tried; a start that fails is a failure at once.
 *
 * @param {import('miniflare').MiniflareOptions} options
 * @returns {Promise<Miniflare>}
 */
export async function startWorkerd(options) {
  for (let start = 1; ; start += 1) {
    const miniflare = new Miniflare(options);
    try {
      await within('the start of workerd', miniflare.ready, START_MILLISECONDS);
      return miniflare;
    } catch (error) {
      // What it has opened already would keep this process from ending, and its port from the next one.
      await within('its end', miniflare.dispose(), END_MILLISECONDS).catch(() => {});
      if (!(error instanceof DeadlineError) || start === STARTS) throw error;
      console.error(`workerd did not start within ${START_MILLISECONDS} ms: another one is tried`);
    }
  }
}
