// What the gate's contract costs when nothing is decided: the header fields that the origin gets, the line
// in the log and the marks on the answer are constants here.
const FIELDS = {
  'x-forwarded-host': 'localhost:8787',
  'x-forwarded-proto': 'http',
  'x-edgeward-user': 'user-editor',
  'x-edgeward-issuer': 'http://localhost:8788',
  'x-edgeward-auth': 'bearer',
  'x-edgeward-roles': 'editor',
  'x-edgeward-custom-roles': '',
  'x-edgeward-scopes': 'openid,profile,email',
  'x-edgeward-email': 'editor@example.com',
  'x-edgeward-email-verified': 'true',
  'x-edgeward-name': 'Edda%20Editor',
};

const LINE =
  '{"decision":"allow","route":"/editors-or-admins/**","method":"GET","auth":"bearer","sub":"x"}';

export default {
  async fetch(request, { ORIGIN }) {
    const { pathname, search } = new URL(request.url);
    const headers = Object.create(null);
    for (const [name, value] of request.headers) headers[name] = value;
    delete headers.authorization;
    Object.assign(headers, FIELDS);
    console.log(LINE);
    const { method } = request;
    const init = { method, headers, redirect: 'manual', cache: 'no-store' };
    const response = await fetch(ORIGIN + pathname + search, init);
    const marked = new Response(response.body, response);
    marked.headers.set('cache-control', 'private');
    marked.headers.set('vary', 'Cookie, Authorization');
    return marked;
  },
};
