import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Engine } from '../engine.ts';
import type { HttpSettings } from '../settings.ts';
import { pages } from '../pages/plugin.ts';
import { send } from '../pages/reply.ts';
import { version } from '../version.ts';
import { apiPage, type ApiDocument } from './api-page.tsx';
import { answerBadAddress, answerBrokenRequest, answerErrors } from './errors.ts';
import { limitsOf } from './limits.ts';
import { guardLogin, Login } from './login.ts';
import { guardOrigins } from './origin.ts';
import { PageService } from './page-service.ts';
import { eventRoutes } from './routes/events.ts';
import { operationRoutes } from './routes/operations.ts';
import { scanRoutes } from './routes/scans.ts';
import { scheduleRoutes } from './routes/schedules.ts';
import { Watch } from './watch.ts';

const bodyBytes = 1_048_576;
const requestMs = 30_000;

/** The HTTP side of the service, not listening yet. */
export async function buildApp(
  { database, service, schedules }: Pick<Engine, 'database' | 'service' | 'schedules'>,
  settings: HttpSettings & { readonly allowPrivate: boolean },
  log: FastifyBaseLogger,
): Promise<FastifyInstance> {
  const app = fastify(serverOptions(settings, log));
  const watch = new Watch(database);
  const login = new Login(settings.tokens);
  const rules = { allowPrivate: settings.allowPrivate };
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerErrors(app);
  guardOrigins(app, settings.hostNames);
  await app.register(cookie);
  guardLogin(app, login);
  await app.register(helmet, helmetOptions(settings.tls !== null));
  await app.register(rateLimit, { global: false });
  await app.register(swagger, { openapi: description, transform: apiOnly });
  await app.register(operationRoutes, { database, watch });
  const limits = limitsOf(app, settings.scansPerMinute);
  const api = { prefix: '/api/v1' };
  await app.register(scanRoutes, { ...api, service, rules, limits });
  await app.register(eventRoutes, { ...api, service, watch });
  await app.register(scheduleRoutes, { ...api, schedules, rules, limits });
  await app.register(pages, { service: new PageService({ service, login, limits, rules }) });
  const hide = { schema: { hide: true } };
  app.get('/api/v1/openapi.json', hide, async () => app.swagger());
  app.get('/docs', hide, async (request, reply) =>
    send(reply, apiPage(apiDocument(app), login.signedIn(request))),
  );
  app.addHook('onClose', async () => watch.close());
  return app;
}

function serverOptions(settings: HttpSettings, log: FastifyBaseLogger): FastifyServerOptions {
  return {
    loggerInstance: log,
    bodyLimit: bodyBytes,
    requestTimeout: requestMs,
    trustProxy: settings.trustedProxies.length > 0 ? [...settings.trustedProxies] : false,
    // Event streams end with the server; nobody waits for their readers.
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 300 },
    frameworkErrors: answerBadAddress,
    clientErrorHandler: answerBrokenRequest,
    ...(settings.tls && { https: settings.tls }),
  };
}

/** Pages are no API. */
const apiOnly: typeof jsonSchemaTransform = (route) =>
  route.url.startsWith('/api/') ? jsonSchemaTransform(route) : { schema: { hide: true }, url: route.url };

function apiDocument(app: FastifyInstance): ApiDocument {
  // As programs get it: the plugin's own types allow for references, which it does not make here.
  const document: ApiDocument = JSON.parse(JSON.stringify(app.swagger()));
  return document;
}

const description = {
  openapi: '3.1.0',
  info: {
    title: 'wssure',
    version,
    description: 'Scans of the WebSockets that a site opens: run them, watch them, read their reports.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
} as const;

/** What is sent with everything; pages and reports name their own policy. */
function helmetOptions(tls: boolean) {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"] },
    },
    hsts: tls ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
  } as const;
}
