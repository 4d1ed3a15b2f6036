import fastify from 'fastify';
import { expect, test } from 'vitest';
import { apiPage } from './api-page.tsx';

const textOf = (html: string): string =>
  html
    .replace(/<head>.*?<\/head>|<[^>]*>/gs, ' ')
    .replace(/\s+/g, ' ')
    .replaceAll(' ,', ',')
    .trim();

test('every route with what it takes, nested members by their whole names', () => {
  const html = apiPage(
    {
      info: { title: 'wssure', version: '1.2.3', description: 'Scans <b>of</b> sockets.' },
      paths: {
        '/api/v1/scans': {
          post: {
            summary: 'Scan a URL',
            tags: ['scans'],
            requestBody: {
              content: {
                'application/json': {
                  schema: {
                    type: 'object',
                    required: ['url'],
                    properties: {
                      url: { type: 'string' },
                      options: {
                        type: 'object',
                        properties: {
                          depth: { enum: ['basic', 'full'], description: 'how <much>' },
                          firstParty: { type: 'array', items: { type: 'string' } },
                        },
                      },
                    },
                  },
                },
              },
            },
            responses: { 202: {}, 400: {} },
          },
          get: {
            summary: 'Scans, newest first',
            tags: ['scans'],
            parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer' } }],
            responses: { 200: {} },
          },
        },
      },
    },
    false,
  );
  expect(html).not.toContain('<b>');
  expect(html).not.toContain('how <much>');
  expect(textOf(html)).toContain(
    'Scans POST /api/v1/scans Scan a URL. Answers 202, 400. Body of POST /api/v1/scans Name Takes Meaning url string, required options object options.depth &quot;basic&quot;, &quot;full&quot; how &lt;much> options.firstParty list of string GET /api/v1/scans Scans, newest first. Answers 200. Parameters of GET /api/v1/scans Name Takes Meaning limit integer',
  );
});

test('an API without routes is a page too', async () => {
  const app = fastify();
  app.get('/docs', async (_request, reply) =>
    reply.type('text/html').send(apiPage({ info: { title: 'wssure', version: '1' } }, true)),
  );
  const { body } = await app.inject('/docs');
  expect(textOf(body)).toContain('API OpenAPI 3.1 document');
  expect(body).toContain('Sign out');
  await app.close();
});
