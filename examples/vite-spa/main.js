import { BrowserSession } from 'edgeward/browser';

const api = 'https://origin.example.com';
const session = new BrowserSession({
  authority: 'https://login.example.com',
  clientId: 'my-page',
  apiOrigins: [api],
});

const element = (id) => document.querySelector(`#${id}`);
element('sign-in').onclick = () => session.signIn();
element('sign-out').onclick = () => session.signOut();
session.addEventListener('change', show);

const back = await session.handleRedirect();
if (back) history.replaceState(null, '', back.returnTo);
else await session.restore();
await show();

async function show() {
  const { user } = session;
  element('who').textContent = user ? `${user.name} is signed in` : 'Nobody is signed in';
  element('sign-in').hidden = user !== null && user !== undefined;
  element('sign-out').hidden = !element('sign-in').hidden;
  element('answer').textContent = user ? await (await session.fetch(`${api}/me`)).text() : '';
}
