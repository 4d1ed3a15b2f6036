import rateLimit from '@fastify/rate-limit';
import fastify from 'fastify';
import { expect, test } from 'vitest';
import { answerErrors } from './errors.ts';
import { clientOf, limitsOf } from './limits.ts';

test('a client past its limit is told when to ask again; others, and what costs nothing, go on', async () => {
  const app = fastify();
  answerErrors(app);
  await app.register(rateLimit, { global: false });
  const limits = limitsOf(app, 3);
  app.post('/scans', { onRequest: limits.newScan }, async () => 'done');
  app.post('/again', { onRequest: limits.newScan }, async () => 'done');
  app.post('/login', { onRequest: limits.login }, async () => 'done');
  app.get('/scans', async () => 'list');
  const post = (url: string, remoteAddress = '192.0.2.1') =>
    app.inject({ method: 'POST', url, remoteAddress });
  const statuses = [];
  for (const url of ['/scans', '/again', '/scans', '/again']) statuses.push((await post(url)).statusCode);
  expect(statuses).toEqual([200, 200, 200, 429]);
  const refused = await post('/scans');
  const { retryAfter, ...answer } = refused.json<{ retryAfter: number }>();
  const reason = `more than 3 new scans a minute: ask again in ${retryAfter} s`;
  expect(answer).toEqual({ error: 'rate-limit', message: reason, reasons: [reason] });
  expect(refused.headers['retry-after']).toBe(String(retryAfter));
  expect(retryAfter).toBeGreaterThan(0);
  expect(retryAfter).toBeLessThanOrEqual(60);
  expect((await post('/scans', '192.0.2.2')).statusCode).toBe(200);
  expect((await post('/login')).statusCode).toBe(200);
  expect((await app.inject({ url: '/scans', remoteAddress: '192.0.2.1' })).statusCode).toBe(200);
  await app.close();
});

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::9', '2001:db8:1:2'],
  ['2001:db8::9', '2001:db8:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
  ['nonsense', 'nonsense'],
])('%s is of the client %s', (ip, client) => expect(clientOf(ip)).toBe(client));
