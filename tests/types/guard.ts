// `Guard` and `User`.
import { Client, EdgewardError, Guard, type User, type UserFields } from 'edgeward';

const client = new Client({ authority: 'https://op.example', audience: 'api' });
export const guard = new Guard(client, { realm: 'app' });
new Guard(client, { realm: undefined });

// @ts-expect-error A guard is for a client.
new Guard({ authority: 'https://op.example' });
// @ts-expect-error There is no such option.
new Guard(client, { relm: 'app' });

export async function handle(request: Request): Promise<Response> {
  try {
    const user: User = await guard.requireRole(request, ['admin', 'editor'], { requireAll: true });
    await guard.requireRole(request, 'admin', { includeCustom: false, signal: request.signal });
    await guard.requireScope(request, 'api:read');
    const somebody: User | undefined = await guard.optionalUser(request);
    // @ts-expect-error There may be nobody.
    const surely: User = await guard.optionalUser(request);
    return new Response((user.name ?? 'Hello') + (somebody ?? surely).userId);
  } catch (error) {
    if (error instanceof EdgewardError) return error.toResponse();
    throw error;
  }
}

// What has headers of that kind is a request.
void guard.currentUser({ headers: new Headers() });
void guard.currentUser({ headers: new Map<string, string>() });
// @ts-expect-error The headers of node:http are none.
void guard.currentUser({ headers: { authorization: 'Bearer a.b.c' } });
// @ts-expect-error Roles must be named.
void guard.requireRole(new Request('https://app.example'));
// @ts-expect-error There is no such option.
void guard.requireRole(new Request('https://app.example'), 'admin', { all: true });

export function show(user: User): string {
  // @ts-expect-error A user does not change.
  user.userId = 'x';
  // @ts-expect-error Nor do the roles.
  user.roles.push('admin');
  // @ts-expect-error Nor do the claims.
  user.claims['sub'] = 'x';
  // @ts-expect-error A token may have no e-mail address.
  const email: string = user.email;
  // @ts-expect-error A claim can be anything.
  const tenant: string = user.claims['tenant'];
  const all: boolean = user.hasAllRoles(['a', 'b'], { includeCustom: undefined });
  const any: boolean = user.hasAnyRole('a');
  // @ts-expect-error Which roles count is said by name.
  user.hasAnyRole(['a'], false);
  const fields: UserFields = user.toJSON();
  // @ts-expect-error What toJSON gives has no methods.
  fields.hasRole('a');
  return email + tenant + String(all && any);
}
