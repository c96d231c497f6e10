// An origin that costs as little as can be.
export default { fetch: () => new Response('hello\n') };
