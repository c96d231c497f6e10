// What the soak found, for people and for `cargo xtask security`.

/** Fetches of the key set that an unknown `kid` may cause in 30 seconds. */
const FETCHES = 2;

/** @returns {{ row: string, target: string, measured: string, met: boolean }[]} */
export function rows({ tally, weather, memory, took, fetched }) {
  const { requests } = tally;
  const storms = Object.values(weather.counts).reduce((sum, count) => sum + count, 0);
  const load = `${requests} requests in ${took.toFixed(0)} s, ${storms} outages of the provider`;
  const wrong = tally.wrongCount + tally.unanswered;
  const most = FETCHES * Math.ceil(took / 30) + FETCHES;
  const row = (target, measured, met) => ({ row: 'Load', target, measured, met });
  return [
    row('0 wrong decisions', `${wrong} wrong; ${load}`, requests > 0 && wrong === 0),
    row(
      '0 5xx of our own making',
      `${tally.own5xx}; ${tally.provider5xx} while the provider failed`,
      tally.own5xx === 0,
    ),
    row('memory flat', mebibytes(memory), memory.flat),
    row(
      `at most ${FETCHES} fetches of the key set in 30 s`,
      `${fetched} in ${took.toFixed(0)} s`,
      fetched <= most,
    ),
  ];
}

export function print(result) {
  const { tally, weather, samples } = result;
  for (const [kind, { right, statuses }] of Object.entries(tally.kinds)) {
    const all = Object.entries(statuses).map(([status, count]) => `${count} × ${status}`);
    console.log(`${kind.padEnd(28)} ${String(right).padStart(7)} right   ${all.join(', ')}`);
  }
  console.log(`\noutages: ${JSON.stringify(weather.counts)}`);
  const curve = samples.filter((_, index) => index % Math.ceil(samples.length / 12) === 0);
  console.log(
    `MiB: ${curve.map(({ at, mib }) => `${at.toFixed(0)} s ${mib.toFixed(1)}`).join(', ')}`,
  );
  for (const line of tally.wrong) console.log(`wrong: ${line}`);
  console.log('');
  for (const { target, measured, met } of rows(result)) {
    console.log(`${met ? 'met   ' : 'MISSED'} ${target}: ${measured}`);
  }
}

function mebibytes({ early, late, peak }) {
  const [first, last, most] = [early, late, peak].map((mib) => mib.toFixed(1));
  return `${first} MiB when warm, ${last} MiB at the end, ${most} MiB at most`;
}
