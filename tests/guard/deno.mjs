// The door for Deno.
import { application } from './app.mjs';

const { fetch } = application(JSON.parse(Deno.args[0]));
const onListen = ({ port }) => console.log(`port ${port}`);
Deno.serve({ port: 0, hostname: '127.0.0.1', onListen }, fetch);
