import { Client, type User } from 'edgeward';

declare const token: string;
const client = new Client({ authority: 'https://login.example.com', audience: 'api' });
export const user: User = await client.validateToken(token);
