// The targets about the gate (issue 5, "What to reach").

const WARM = ['warm bearer, RS256', 'warm bearer, ES256'];

/** The second does what ours does for a request, the first lets the same requests through. */
const HONO = ['Hono and jose', 'Hono and jose, all duties'];

/**
 * @param {import('./main.mjs').GateCell[]} gate
 * @returns {import('../targets.mjs').Row[]}
 */
export function gateRows(gate) {
  const of = (worker, scenario) =>
    gate.find((cell) => cell.worker === worker && cell.scenario === scenario);
  const against = (other, scenario, least) => {
    const measured = of('edgeward', scenario).requests.median / of(other, scenario).requests.median;
    return {
      what: `gate: ${scenario}`,
      target: least === 1 ? `ahead of ${other}` : `≥ ${least} of ${other}`,
      measured: measured.toFixed(2),
      met: measured >= least,
    };
  };
  const over = (scenario) => {
    const more = of('edgeward', scenario).cpu.median - of('pass-through', scenario).cpu.median;
    return {
      what: `gate: processor time over pass-through, ${scenario}`,
      target: '≤ 30 µs',
      measured: `${more.toFixed(1)} µs`,
      met: more <= 30,
    };
  };
  return [
    ...WARM.map((scenario) => against('pass-through', scenario, 0.85)),
    ...HONO.flatMap((hono) => [
      against(hono, 'new bearers, ES256', 1),
      against(hono, 'cookie session', 1),
      against(hono, 'denial', 0.8),
    ]),
    ...WARM.map(over),
  ];
}
