/** A small shop with a login by cookie and a socket, as a Node program: what the recipes are applied to. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { AuthenticationRecipe } from '../authentication/recipe.ts';
import { serverKey, shopCertificate } from '../../net/testing/certificates.ts';

const packageRoot = fileURLToPath(new URL('../../..', import.meta.url));

/** What only the shop's user may read. */
export const victimsData = 'card 4000-0012-3456-7899';

export interface ShopParts {
  /** The listener of `upgrade`, and `issueToken(session)` for the page. */
  readonly server: string;
  /** The page's script, which makes a `socket`. */
  readonly page: string;
  /** `sessionCookie(sid)`. */
  readonly cookie: string;
  /** What else the server does with every request. */
  readonly listener?: string;
}

/** The shop as it is before any fix: who has the cookie has the session, and the cookie travels. */
export const vulnerable: ShopParts = {
  server: `
const issueToken = () => 'unused';
server.on('upgrade', (request, socket, head) => {
  socket.on('error', () => socket.destroy());
  const session = sessionOf(request);
  if (!session) {
    socket.end('HTTP/1.1 401 Unauthorized\\r\\nConnection: close\\r\\nContent-Length: 0\\r\\n\\r\\n');
    return;
  }
  sockets.handleUpgrade(request, socket, head, (connection) => serve(connection, session.user));
});
`,
  page: 'const socket = new WebSocket(`wss://${location.host}/live`);\n',
  cookie: 'const sessionCookie = (sid) => `sid=${sid}; Path=/; Secure; HttpOnly; SameSite=None`;\n',
};

/** A shop with the recipe of a listener, and the page that goes with it. */
export function repaired({ code, defence }: AuthenticationRecipe, cookie = vulnerable.cookie): ShopParts {
  return { server: code, page: defence.client, cookie };
}

function program({ server, page, cookie, listener = '' }: ShopParts): string {
  const script = `${page}socket.addEventListener('message', ({ data }) => { document.querySelector('#data').textContent = data; });`;
  return `
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:https';
import { WebSocketServer } from 'ws';

const sessions = new Map();
const sockets = new WebSocketServer({ noServer: true });
const server = createServer({ cert: process.env.CERT, key: process.env.KEY }, (request, response) => {
  const session = sessionOf(request);
  response.setHeader('content-type', 'text/html');
  response.setHeader('cache-control', 'no-store');
  ${listener}
  if (request.url === '/sign-in') {
    const sid = randomUUID();
    sessions.set(sid, { user: 'anna' });
    response.setHeader('set-cookie', sessionCookie(sid));
    response.end('signed in');
  } else if (request.url === '/live-nonce' && request.method === 'POST') {
    response.end(session ? issueToken(session) : '');
  } else if (request.url === '/') {
    response.end(page(session));
  } else {
    response.writeHead(404).end();
  }
});
function sessionOf({ headers: { cookie = '' } }) {
  return sessions.get(/(?:^|; )(?:__Host-)?sid=([^;]+)/.exec(cookie)?.[1]);
}
function serve(connection, user) {
  connection.send(user + ': ' + ${JSON.stringify(victimsData)});
}
function page(session) {
  return '<!doctype html><meta name="live-token" content="' + (session ? issueToken(session) : '') +
    '"><p id="user">' + (session?.user ?? 'nobody') + '</p><p id="data"></p><script type="module">' +
    ${JSON.stringify(script)} + '</script>';
}
${cookie}
${server}
server.listen(process.env.PORT, '127.0.0.1', () => console.log('listening on', server.address().port));
`;
}

export interface RunningShop {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** @param port 0 for any. */
export async function startShop(parts: ShopParts, port = 0): Promise<RunningShop> {
  const child = spawn(process.execPath, ['--input-type=module'], {
    cwd: packageRoot,
    env: { ...process.env, PORT: String(port), CERT: shopCertificate, KEY: serverKey },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  child.stdin.end(program(parts));
  const told = await Promise.race([once(child.stdout, 'data'), exited.then(() => [Buffer.from('')])]);
  const bound = Number(/listening on (\d+)/.exec(String(told[0]))?.[1]);
  if (!bound) throw new Error('the shop did not start');
  return {
    port: bound,
    close: async () => {
      child.kill();
      await exited;
    },
  };
}
