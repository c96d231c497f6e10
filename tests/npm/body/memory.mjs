// A thousand clients made and dropped leave memory as it was.
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

export const memory = {
  group: 'memory',
  cases: [
    [
      'a thousand clients, made and dropped',
      'the modules: as before; the heap: as before',
      async (t) => {
        const tools = { ...t, token: await t.sign({}) };
        await thousand(tools);
        await thousand(tools);
        const [before, heap] = [bytes(), t.realm.heap()];
        await thousand(tools);
        await thousand(tools);
        const [grown, heapGrown] = [bytes() - before, t.realm.heap() - heap];
        if (before === 0) return '! no module was seen';
        const modules = grown === 0 ? 'as before' : `${grown} bytes more`;
        return `the modules: ${modules}; the heap: ${heapGrown < SLACK ? 'as before' : `${heapGrown} bytes more`}`;
      },
    ],
  ],
};
