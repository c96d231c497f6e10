// What a gate can be at most: a Worker that forwards everything and asks nothing.
export default {
  fetch(request, { ORIGIN }) {
    const { pathname, search } = new URL(request.url);
    return fetch(ORIGIN + pathname + search, request);
  },
};
