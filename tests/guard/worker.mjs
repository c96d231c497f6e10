// The door for workerd.
import { application } from './app.mjs';

let app;

export default {
  fetch(request, env) {
    app ??= application(env.CONFIG);
    return app.fetch(request);
  },
};
