// The app: a session, and a view that shows what becomes of it.
import { BrowserSession } from 'edgeward/browser';

import { ROUTES } from './routes.js';
import { View } from './view.js';

const view = new View(ROUTES);

start().catch((error) => view.fail('The page could not start.', error));

async function start() {
  // The provider, the client and the gate: whoever serves this folder says which.
  const { authority, clientId, gate, ...more } = await (await fetch('config.json')).json();
  view.gate = gate;

  const session = new BrowserSession({
    authority,
    clientId,
    silentRedirectUri: '/silent.html',
    apiOrigins: gate,
    ...more,
  });

  const show = () => view.show(session.user);
  const call = (route) => route.call(session, gate).then((answer) => view.answer(route, answer));
  const callAll = () => Promise.all(ROUTES.map((route) => (view.calling(route), call(route))));

  session.addEventListener('change', ({ change }) => {
    view.tell(change);
    show();
    if (change !== 'refreshed') void callAll();
  });

  view.onDo({
    'sign-in': () => session.signIn().then(show),
    'sign-out': () => session.signOut().then(show),
    'call-all': callAll,
    call: (route) => (view.calling(route), call(route)),
  });

  try {
    const result = await session.handleRedirect();
    if (result) history.replaceState(null, '', result.returnTo);
    else await session.restore();
  } catch (error) {
    view.fail('The sign-in failed.', error);
  }
  show();
  if (!session.user) await callAll();
}
