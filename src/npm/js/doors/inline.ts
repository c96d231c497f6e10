// The door for every other runtime, and for places that can load nothing.
import { provide } from '../core.js';
import { within } from './within.js';

export * from '../index.js';

provide(within);
