import cookie from '@fastify/cookie';
import fastify, { type FastifyInstance, type InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerErrors } from './errors.ts';
import { guardLogin, Login } from './login.ts';
import { guardOrigins } from './origin.ts';

async function guarded(
  tokens: readonly string[] = [],
  trustProxy: string | false = false,
): Promise<FastifyInstance> {
  const app = fastify({ trustProxy });
  const login = new Login(tokens);
  answerErrors(app);
  guardOrigins(app, ['wssure.example', '10.0.0.7', '[fd00::7]']);
  await app.register(cookie);
  guardLogin(app, login);
  app.post<{ Querystring: { token: string } }>('/login', async ({ query }, reply) =>
    login.signIn(query.token, reply),
  );
  app.post('/logout', async (_request, reply) => {
    login.signOut(reply);
    return 'bye';
  });
  app.all('/api/v1/scans', async () => 'done');
  app.get('/', async () => 'page');
  app.get('/healthz', async () => 'ok');
  return app;
}

describe('origins and hosts', () => {
  let app: FastifyInstance;
  beforeAll(async () => void (app = await guarded()));
  afterAll(() => app.close());

  const status = async (
    method: InjectOptions['method'],
    headers: Record<string, string>,
    url = '/api/v1/scans',
  ) => (await app.inject({ method: method ?? 'GET', url, headers })).statusCode;

  test.each([
    'http://evil.example',
    'null',
    'http://localhost:3000',
    'https://localhost',
    'http://localhost.evil.example',
    'http://127.0.0.1',
    'nonsense',
  ])('a change that a page of %s asks for is refused', async (origin) => {
    for (const method of ['POST', 'DELETE', 'PUT', 'PATCH'] as const) {
      expect(await status(method, { host: 'localhost', origin })).toBe(403);
    }
    expect(await status('GET', { host: 'localhost', origin })).toBe(200);
  });

  test('before any other check: the host, the path, the login, the body', async () => {
    const origin = 'http://evil.example';
    expect(await status('POST', { host: 'evil.example', origin: 'http://other.example' })).toBe(403);
    expect(await status('POST', { host: 'localhost', origin }, '/nowhere')).toBe(403);
    const locked = await guarded(['0123456789abcdef']);
    const answer = await locked.inject({
      method: 'POST',
      url: '/login',
      headers: { host: 'localhost', origin, 'content-type': 'nonsense/x' },
      body: 'x'.repeat(100_000),
    });
    expect(answer.statusCode).toBe(403);
    await locked.close();
  });

  test('what a browser says of a request without Origin counts too', async () => {
    expect(await status('POST', { host: 'localhost', 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await status('POST', { host: 'localhost', 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await status('POST', { host: 'localhost', 'sec-fetch-site': 'same-origin' })).toBe(200);
  });

  test('pages of this server, and programs, may ask', async () => {
    expect(await status('POST', { host: 'localhost:8080', origin: 'http://localhost:8080' })).toBe(200);
    expect(await status('POST', { host: 'wssure.example', origin: 'http://wssure.example' })).toBe(200);
    expect(await status('POST', { host: '127.0.0.1:8080' })).toBe(200);
  });

  test.each([
    'localhost',
    'LOCALHOST:80',
    'app.localhost',
    '127.0.0.1:8080',
    '127.9.9.9',
    '[::1]:80',
    'wssure.example',
    'wssure.example.',
    '10.0.0.7:8080',
    '[fd00::7]',
  ])('answers as %s', async (host) => expect(await status('GET', { host })).toBe(200));

  test.each([
    'evil.example',
    '10.0.0.8',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '[::2]',
    'user@localhost',
    'a b',
    '127.0.0.1:99999999',
    'localhost:x',
  ])('does not answer as %s', async (host) => expect(await status('GET', { host })).toBe(421));

  test('behind a trusted proxy the name and the scheme are those that it was asked for', async () => {
    const behind = await guarded([], '127.0.0.1');
    const headers = {
      host: 'inside:8080',
      'x-forwarded-host': 'wssure.example',
      'x-forwarded-proto': 'https',
      origin: 'https://wssure.example',
    };
    expect((await behind.inject({ method: 'POST', url: '/api/v1/scans', headers })).statusCode).toBe(200);
    const plain = await behind.inject({
      method: 'POST',
      url: '/api/v1/scans',
      headers: { ...headers, origin: 'http://wssure.example' },
    });
    expect(plain.statusCode).toBe(403);
    expect((await app.inject({ url: '/', headers: { ...headers, origin: '' } })).statusCode).toBe(421);
    await behind.close();
  });
});

describe('login', () => {
  const [token, other] = ['0123456789abcdef', 'fedcba9876543210'];
  let app: FastifyInstance;
  beforeAll(async () => void (app = await guarded([token, other])));
  afterAll(() => app.close());

  const send = (options: InjectOptions) =>
    app.inject({ ...options, headers: { host: 'localhost', ...options.headers } });
  const logIn = (given: string) => send({ method: 'POST', url: `/login?token=${given}` });

  test('programs need a bearer token, any of them', async () => {
    const refused = await send({ url: '/api/v1/scans' });
    expect([refused.statusCode, refused.headers['www-authenticate'], refused.json()]).toEqual([
      401,
      'Bearer',
      {
        error: 'unauthorized',
        message: 'a token is needed: send "Authorization: Bearer …"',
        reasons: ['a token is needed: send "Authorization: Bearer …"'],
      },
    ]);
    const withToken = async (authorization: string): Promise<number> =>
      (await send({ url: '/api/v1/scans', headers: { authorization } })).statusCode;
    expect(await withToken(`Bearer ${token}`)).toBe(200);
    expect(await withToken(`bearer ${other}`)).toBe(200);
    expect(await withToken('Bearer 0123456789abcdeX')).toBe(401);
    expect(await withToken('Bearer ')).toBe(401);
    expect(await withToken(`Basic ${token}`)).toBe(401);
  });

  test('health is nobody’s secret, everything else is', async () => {
    expect((await send({ url: '/healthz' })).statusCode).toBe(200);
    expect((await send({ url: '/healthz/../api/v1/scans' })).statusCode).toBe(401);
    expect((await send({ url: '/login/../api/v1/scans' })).statusCode).toBe(401);
    expect((await send({ url: '/api/v1/nothing' })).statusCode).toBe(401);
  });

  test('people are sent to the form, and get a session there', async () => {
    const page = await send({ url: '/?a=b', headers: { accept: 'text/html' } });
    expect([page.statusCode, page.headers.location]).toEqual([303, '/login?next=%2F%3Fa%3Db']);
    const done = await logIn(token);
    expect(done.body).toBe('true');
    const [cookie] = done.cookies as { name: string; value: string }[];
    expect(cookie).toEqual({
      name: 'wssure_session',
      value: expect.stringMatching(/^\d+\.[\w-]{43}$/),
      maxAge: 43_200,
      path: '/',
      httpOnly: true,
      secure: true,
      sameSite: 'Strict',
    });
    const session = { wssure_session: cookie?.value ?? '' };
    expect((await send({ url: '/', cookies: session })).statusCode).toBe(200);
    const [expires, signature = ''] = session.wssure_session.split('.');
    const forged = [
      `${Number(expires) + 1}.${signature}`,
      `${expires}.${signature.slice(1)}A`,
      `1.${signature}`,
      '.',
      '',
    ];
    for (const value of forged) {
      expect((await send({ url: '/', cookies: { wssure_session: value } })).statusCode).toBe(401);
    }
  });

  test('a session is worth nothing where the tokens are others', async () => {
    const [cookie] = (await logIn(token)).cookies as { value: string }[];
    const elsewhere = await guarded([token]);
    const answer = await elsewhere.inject({
      url: '/',
      headers: { host: 'localhost' },
      cookies: { wssure_session: cookie?.value ?? '' },
    });
    expect(answer.statusCode).toBe(401);
    await elsewhere.close();
  });

  test('a wrong token begins nothing', async () => {
    const { body, cookies } = await logIn('wrong');
    expect([body, cookies]).toEqual(['false', []]);
  });

  test('logging out ends the session', async () => {
    const { statusCode, cookies } = await send({
      method: 'POST',
      url: '/logout',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(statusCode).toBe(200);
    expect(cookies).toEqual([expect.objectContaining({ name: 'wssure_session', value: '' })]);
  });
});
