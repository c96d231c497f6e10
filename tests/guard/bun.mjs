// The door for Bun.
import { application } from './app.mjs';

const { fetch } = application(JSON.parse(process.argv[2]));
const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch });
console.log(`port ${server.port}`);
