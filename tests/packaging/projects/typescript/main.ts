import { Client, InvalidTokenError, User, type ClientOptions, type TokenResponse } from 'edgeward';

interface Asked {
  authority: string;
  audience: string;
  good: string;
  expired: string;
}

const asked: Asked = JSON.parse(process.argv.at(-1) ?? '');
const options: ClientOptions = {
  authority: asked.authority,
  audience: asked.audience,
  dangerAllowHttp: true,
};
const client = new Client(options);
const user: User = await client.validateToken(asked.good);
await client.prepareSync();
const again: string = client.validateTokenSync(asked.good).userId;
const roles: readonly string[] = user.roles;

export type Renewed = Pick<TokenResponse, 'accessToken' | 'expiresIn'>;

async function refusalOf(token: string): Promise<string> {
  try {
    await client.validateToken(token);
    return 'none';
  } catch (error) {
    if (!(error instanceof InvalidTokenError)) throw error;
    return `${error.name}: ${error.code}`;
  }
}

const refusal = await refusalOf(asked.expired);
console.log(JSON.stringify({ userId: user.userId, roles, again, refusal }));
