import { setTimeout } from 'node:timers/promises';
import { JSDOM, requestInterceptor, VirtualConsole } from 'jsdom';
import { webSocketUrl } from '../../extract/websocket-url.ts';

export interface DialledSocket {
  readonly url: string;
  readonly protocols: readonly string[];
}

/** What the page's own server answers to a request of a library; undefined for 404. */
export type Answer = (request: { readonly method: string; readonly url: string }) => string | undefined;

/** The page is taken to have dialled all of its sockets when nothing has happened for this long, ms. */
const quietMs = 80;
const mostMs = 2000;
/** Without it a client that polls would leave no time for anything else, ms. */
const networkMs = 5;

/**
 * Runs a page in jsdom and returns the sockets that it dialled. The sockets never open, so that no library
 * comes as far as dialling again. Errors of the page are thrown.
 */
export async function sockets(
  url: string,
  html: string,
  files: ReadonlyMap<string, string>,
  answer: Answer,
): Promise<readonly DialledSocket[]> {
  const activity = { last: performance.now(), pending: 0 };
  const dialled: DialledSocket[] = [];
  const errors: unknown[] = [];
  const virtualConsole = new VirtualConsole();
  virtualConsole.on('jsdomError', (error) => errors.push(error.cause ?? error));
  const respond = async (request: Request): Promise<Response> => {
    activity.last = performance.now();
    await setTimeout(networkMs);
    return response(request, files, answer);
  };
  const { window } = new JSDOM(html, {
    url,
    runScripts: 'dangerously',
    pretendToBeVisual: true,
    virtualConsole,
    resources: { interceptors: [requestInterceptor(respond)] },
    beforeParse: (created) => {
      standIn(
        created,
        (socket) => {
          activity.last = performance.now();
          dialled.push(socket);
        },
        respond,
      );
    },
  });
  await loaded(window);
  activity.last = performance.now();
  const end = activity.last + mostMs;
  while (performance.now() < Math.min(end, activity.last + quietMs)) await setTimeout(10);
  window.close();
  if (errors.length > 0) throw errors[0];
  return dialled;
}

function loaded(window: JSDOM['window']): Promise<void> {
  if (window.document.readyState === 'complete') return Promise.resolve();
  return new Promise((resolve) => window.addEventListener('load', () => resolve()));
}

function response(request: Request, files: ReadonlyMap<string, string>, answer: Answer): Response {
  const headers = {
    'access-control-allow-origin': request.headers.get('origin') ?? '*',
    'access-control-allow-credentials': 'true',
    'access-control-allow-headers': request.headers.get('access-control-request-headers') ?? '*',
  };
  const script = files.get(request.url);
  if (script !== undefined)
    return new Response(script, { headers: { ...headers, 'content-type': 'text/javascript' } });
  if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers });
  const body = answer({ method: request.method, url: request.url });
  return new Response(body ?? 'Not found', {
    status: body === undefined ? 404 : 200,
    headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' },
  });
}

/** Replaces what reaches the network and jsdom has no say in, and adds what it lacks. */
function standIn(
  window: JSDOM['window'],
  record: (socket: DialledSocket) => void,
  respond: (request: Request) => Promise<Response>,
): void {
  class RecordedWebSocket extends window.EventTarget {
    static readonly CONNECTING = 0;
    static readonly OPEN = 1;
    static readonly CLOSING = 2;
    static readonly CLOSED = 3;
    readonly readyState = 0;
    readonly bufferedAmount = 0;
    readonly extensions = '';
    readonly protocol = '';
    readonly url: string;
    binaryType = 'blob';

    constructor(target: unknown, protocols: string | readonly string[] = []) {
      super();
      const resolved = webSocketUrl(String(target), window.document.baseURI);
      if ('error' in resolved) throw new window.DOMException(resolved.error, 'SyntaxError');
      this.url = resolved.url;
      record({ url: this.url, protocols: typeof protocols === 'string' ? [protocols] : [...protocols] });
    }
    send(): void {}
    close(): void {}
  }
  class SilentEventSource extends window.EventTarget {
    close(): void {}
  }
  const fetchIt = (input: string | URL | Request, init?: RequestInit): Promise<Response> =>
    respond(
      input instanceof Request ? input : new Request(new URL(String(input), window.document.baseURI), init),
    );
  const { TextEncoder, TextDecoder, Request, Response, Headers, structuredClone, crypto, queueMicrotask } =
    globalThis;
  Object.assign(window, {
    WebSocket: RecordedWebSocket,
    EventSource: SilentEventSource,
    fetch: fetchIt,
    TextEncoder,
    TextDecoder,
    // The encoder's bytes are of this realm, and libraries ask whether they are of the page's.
    ArrayBuffer,
    Uint8Array,
    Request,
    Response,
    Headers,
    // Node's Request takes a signal of Node's own (newer Nodes refuse others).
    AbortController,
    AbortSignal,
    structuredClone,
    queueMicrotask,
  });
  if (window.crypto?.subtle === undefined)
    Object.defineProperty(window, 'crypto', { value: crypto, configurable: true });
}
