// The gate's compiled module, as a door provides it.
import type * as Wasm from '../../wasm/gate.js';
import { Module, type Source } from '../core.js';

export type { Wasm };

/** The gate's module, and whether `fetch` here has a cache that the requests of all people share. */
type Door = Source<typeof Wasm> & { sharedCache?: boolean };

let door: Door | undefined;

/** Says how this runtime loads the gate. Called by the doors alone; the first counts. */
export function provideGate(provided: Door): void {
  door ??= provided;
}

/** Whether what is fetched may come from a cache, or go to it, that others share. */
export function hasSharedCache(): boolean {
  return door?.sharedCache ?? false;
}

/** The gate's module. */
export const wasm: Module<typeof Wasm> = new Module(() => {
  if (door === undefined) throw new Error('import `edgeward/gate`, not a module inside');
  return door;
});
