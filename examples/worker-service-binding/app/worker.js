export default {
  fetch(request) {
    const { pathname } = new URL(request.url);
    const user = request.headers.get('x-edgeward-user') ?? 'stranger';
    return new Response(`Hello ${user}, this is ${pathname}\n`);
  },
};
