import { pino, type Logger } from 'pino';

/** Structured lines on standard output. Of a request only what is no secret: never headers, never a query. */
export function makeLog(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['req.headers', 'headers', 'err.config', 'err.parameters', 'err.params', 'err.query'],
    serializers: {
      req: ({ method, url, ip }: { method: string; url: string; ip: string }) => ({
        method,
        path: url.split('?', 1)[0],
        ip,
      }),
      err: (error: Error & { code?: string }) => ({
        type: error.name,
        code: error.code,
        message: withoutParameters(error.message),
        cause: error.cause instanceof Error ? withoutParameters(error.cause.message) : undefined,
        stack: level === 'debug' ? error.stack : undefined,
      }),
    },
  });
}

/** Drizzle's message of a failed query ends with the values that were sent. */
function withoutParameters(message: string): string {
  return message.replace(/\nparams: [^]*$/, '').slice(0, 1_000);
}
