// Clients that are made and dropped leave memory as it was.
const THOUSAND = 1000;

/** A heap that grew by less holds no thousand clients more, of which each has its options. */
const SLACK = 1024 * 1024;

/** The memories of the package's modules, seen from before the first was loaded. */
const memories = [];
const { Instance } = WebAssembly;
WebAssembly.Instance = class extends Instance {
  constructor(...given) {
    super(...given);
    memories.push(this.exports.memory);
  }
};

const bytes = () => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);

/** Dropped objects tell the module in tasks of their own. */
async function collect(realm) {
  for (let round = 0; round < 5; round += 1) {
    realm.collect();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function thousand({ client, rsaKey, token, realm }) {
  for (let made = 0; made < THOUSAND; made += 1) {
    const one = client({ jwks: { keys: [rsaKey] }, clock: () => Date.now() / 1000 });
    await one.validateToken(token);
  }
  await collect(realm);
}

/**
 * The allocator settles in a few rounds. If every client left but a word behind, a thousand of them
 * would need another page of 64 KiB in each round, and no round would end as it began.
 */
const ROUNDS = 10;

export const memory = {
  group: 'memory',
  cases: [
    [
      'a thousand clients, made and dropped',
      'as before',
      async (t) => {
        if (t.realm.collect === undefined) return 'no way to collect';
        const tools = { ...t, token: await t.sign({}) };
        await thousand(tools);
        if (bytes() === 0) return '! no module was seen';
        const sizes = [bytes()];
        for (let round = 0; round < ROUNDS; round += 1) {
          const heap = t.realm.heap();
          await thousand(tools);
          sizes.push(bytes());
          const isSame = sizes.at(-1) === sizes.at(-2);
          if (isSame && t.realm.heap() - heap < SLACK) return 'as before';
        }
        return `! ever more: ${sizes.join(', ')}`;
      },
    ],
  ],
};
