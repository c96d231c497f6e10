// What a door provides: the gate's compiled module, and how its runtime asks a server.
import type * as Wasm from '../../wasm/gate.js';
import { Module, type Source } from '../core.js';
import type { Origin } from './origin.js';

export type { Wasm };

interface Door {
  gate: Source<typeof Wasm>;
  /** Asks a server at an address. */
  origin: Origin;
}

let door: Door | undefined;

/** Says what this runtime has. Called by the doors alone; the first counts. */
export function provideGate(provided: Door): void {
  door ??= provided;
}

/** The gate's module. */
export const wasm: Module<typeof Wasm> = new Module(() => opened().gate);

/** How this runtime asks a server. */
export function serverOrigin(): Origin {
  return opened().origin;
}

function opened(): Door {
  if (door === undefined) throw new Error('import `edgeward/gate`, not a module inside');
  return door;
}
