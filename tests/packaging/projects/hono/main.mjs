import { createApp } from './app.mjs';

const { good, expired, ...options } = JSON.parse(process.argv.at(-1));
const app = createApp(options);
const ask = async (path, token) => {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await app.request(path, { headers });
  return `${answer.status} ${answer.headers.get('www-authenticate') ?? (await answer.text())}`;
};
const answers = [
  await ask('/api/me', good),
  await ask('/api/admin', good),
  await ask('/api/bills', good),
  await ask('/api/me', expired),
];
console.log(JSON.stringify(answers));
