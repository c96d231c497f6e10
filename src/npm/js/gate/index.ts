// Everything that `edgeward/gate` exports.
export { ConfigError, EdgewardError, type ConfigProblem } from '../errors.js';
export type { GateConfig, Route } from './config.js';
export { Gate, type GateOptions } from './gate.js';
