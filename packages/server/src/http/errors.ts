import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { reasonsOf } from '../input/scan.ts';
import { send } from '../pages/reply.ts';
import { errorPage } from '../pages/views/message.tsx';
import { Problem } from '../service/problem.ts';
import { sqlState } from '../store/database.ts';

/** Makes of everything that is thrown one answer of one shape. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500) request.log.error({ err: error }, 'a request failed');
    return sendProblem(reply, problem);
  });
  // No id and no name has one, and PostgreSQL takes none.
  app.addHook('preValidation', async ({ params, method, url }) => {
    if (/%00/.test(url) && Object.values(params ?? {}).some((value) => String(value).includes('\0')))
      throw new Problem(404, 'not-found', [`there is no ${method} ${pathOf({ url })}`]);
  });
  app.setNotFoundHandler(async (request: FastifyRequest, reply) =>
    isForPeople(request)
      ? send(reply, errorPage(404), 404)
      : sendProblem(
          reply,
          new Problem(404, 'not-found', [`there is no ${request.method} ${pathOf(request)}`]),
        ),
  );
}

function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const { status, details } = problem;
  if (typeof details['retryAfter'] === 'number') void reply.header('retry-after', details['retryAfter']);
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type(json)
    .serializer(JSON.stringify)
    .send(asAnswer(problem));
}

const json = 'application/json; charset=utf-8';

function asAnswer({ code, message, reasons, details }: Problem): object {
  return { error: code, message, reasons, ...details };
}

/** What a thrown error is to whoever asked. What is a mistake of ours says nothing of the inside. */
export function problemOf(error: FastifyError): Problem {
  if (error instanceof Problem) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const issues = error.validation.map(({ instancePath, message, params }) => ({
      path: instancePath.split('/').filter(Boolean),
      message: message ?? 'not valid',
      keys: params['keys'],
    }));
    return new Problem(400, 'invalid', reasonsOf(issues));
  }
  const status = error.statusCode ?? 500;
  if (status === 415)
    return new Problem(status, 'invalid', [
      'the body is taken as JSON: send it as content-type: application/json',
    ]);
  if (status >= 400 && status < 500) return new Problem(status, 'invalid', [error.message]);
  if (isDatabaseAway(error)) {
    return new Problem(503, 'database-away', ['the database does not answer: ask again in a moment'], {
      retryAfter: 5,
    });
  }
  return new Problem(500, 'mistake', ['a mistake in wssure itself: its log says more']);
}

/** Connection exceptions, shutdowns, insufficient resources such as a full disk (PostgreSQL, appendix A), and Node's own codes. */
function isDatabaseAway(error: Error): boolean {
  const state = sqlState(error);
  if (state !== null) return /^(08|53|57P|58|E[A-Z]+$)/.test(state);
  return /timeout|Connection terminated|database/.test(
    error.message + (error.cause instanceof Error ? error.cause.message : ''),
  );
}

/** Answers what does not come as far as a route: an address that is malformed, or longer than any of ours. */
export function answerBadAddress(
  error: Error & { readonly statusCode?: number | undefined },
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const status = error.statusCode ?? 400;
  const reason = status === 414 ? 'the address is too long' : 'the address is not a valid one';
  if (isForPeople(request)) void send(reply, errorPage(status), status);
  else void sendProblem(reply, new Problem(status, 'invalid', [reason]));
}

/**
 * Answers what Node's parser does not take for a request, on the connection itself: there is no reply to write to
 * (`clientError` of node:http). Who asked, a browser or a program, stands in what could not be read.
 */
export function answerBrokenRequest(error: Error & { readonly code?: string }, socket: Socket): void {
  if (socket.writable && error.code !== 'ECONNRESET') {
    const problem = brokenRequest(error.code);
    const body = JSON.stringify(asAnswer(problem));
    const lines = [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
      `Content-Type: ${json}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
    ];
    socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
  }
  socket.destroy();
}

function brokenRequest(code: string | undefined): Problem {
  if (code === 'HPE_HEADER_OVERFLOW') return new Problem(431, 'invalid', ['the headers are too long']);
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new Problem(408, 'invalid', ['the request did not come to its end in time']);
  return new Problem(400, 'invalid', ['this is no HTTP request']);
}

/** A browser asks for a page; the API answers programs, whatever they accept. */
function isForPeople(request: FastifyRequest): boolean {
  return (request.headers.accept?.includes('text/html') ?? false) && !pathOf(request).startsWith('/api/');
}

function pathOf({ url }: Pick<FastifyRequest, 'url'>): string {
  return (url.split('?', 1)[0] ?? '').slice(0, 200);
}
