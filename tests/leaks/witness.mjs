// Stands between the gate and its provider, and takes in every secret that passes.

/** Members of forms and JSON that are secret, in requests and in answers. */
const SECRET_FIELDS = {
  code: 'code',
  code_verifier: 'verifier',
  client_secret: 'client secret',
  refresh_token: 'refresh token',
  access_token: 'access token',
  id_token: 'ID Token',
};

/**
 * @param {import('./secrets.mjs').Secrets} secrets
 * @returns {(request: Request) => Promise<Response>} For `outbound` of `startGate`.
 */
export function witness(secrets) {
  return async (request) => {
    const { Response } = await import('miniflare');
    const { method, url, headers } = request;
    const body = method === 'POST' ? await request.text() : undefined;
    take(secrets, new URLSearchParams(body ?? ''));
    const answer = await fetch(url, { method, headers, body, redirect: 'manual' });
    const text = await answer.text();
    take(secrets, fields(text));
    // What fetch has decoded already is not said to be encoded.
    const kept = [...answer.headers].filter(
      ([name]) => !/^(content-(encoding|length)|transfer-encoding|connection)$/.test(name),
    );
    const nothing = [204, 304].includes(answer.status);
    return new Response(nothing ? null : text, { status: answer.status, headers: kept });
  };
}

function take(secrets, named) {
  for (const [name, value] of named) {
    if (name in SECRET_FIELDS && value) secrets.add(SECRET_FIELDS[name], value);
  }
}

function fields(text) {
  try {
    const value = JSON.parse(text);
    return Object.entries(value).filter(([, member]) => typeof member === 'string');
  } catch {
    return [];
  }
}
