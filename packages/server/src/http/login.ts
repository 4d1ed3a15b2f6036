import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../service/problem.ts';

const cookieName = 'wssure_session';
const sessionSeconds = 12 * 3_600;
/** What answers without a login: the login itself, what it looks like, and whether the server lives. */
const open = /^\/(login|healthz|readyz|assets\/[^/]+)$/;

/** Who may use the server: whoever has one of the tokens. Without tokens everybody who reaches it. */
export class Login {
  readonly #digests: readonly Buffer[];
  readonly #key: Buffer;

  constructor(tokens: readonly string[]) {
    this.#digests = tokens.map(digest);
    // Of all tokens: whoever changes them ends all sessions.
    this.#key = createHmac('sha256', 'wssure session').update(tokens.toSorted().join('\n')).digest();
  }

  get needed(): boolean {
    return this.#digests.length > 0;
  }

  /** Whether the request carries a session that can be ended. */
  signedIn(request: FastifyRequest): boolean {
    return this.needed && this.#isSession(request.cookies[cookieName]);
  }

  /** Whether the request may be answered. */
  admits(request: FastifyRequest): boolean {
    if (!this.needed || this.signedIn(request)) return true;
    const bearer = /^Bearer ([^\s]+)$/i.exec(request.headers.authorization ?? '')?.[1];
    return bearer !== undefined && this.isToken(bearer);
  }

  isToken(token: string): boolean {
    const given = digest(token);
    return this.#digests.reduce((found, own) => timingSafeEqual(own, given) || found, false);
  }

  /** Begins a session where this is one of the tokens; false where it is none. */
  signIn(token: string, reply: FastifyReply): boolean {
    if (!this.isToken(token)) return false;
    const expires = Math.floor(Date.now() / 1000) + sessionSeconds;
    void reply.setCookie(cookieName, `${expires}.${this.#sign(expires)}`, {
      ...cookieAttributes,
      maxAge: sessionSeconds,
    });
    return true;
  }

  signOut(reply: FastifyReply): void {
    void reply.clearCookie(cookieName, cookieAttributes);
  }

  #isSession(cookie: string | undefined): boolean {
    const [expires = '', signature = ''] = (cookie ?? '').split('.');
    if (!/^\d{1,12}$/.test(expires) || Number(expires) < Date.now() / 1000) return false;
    return timingSafeEqual(digest(signature), digest(this.#sign(Number(expires))));
  }

  #sign(expires: number): string {
    return createHmac('sha256', this.#key).update(String(expires)).digest('base64url');
  }
}

const cookieAttributes = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' } as const;

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Asks everybody else to log in: pages by a form, programs by a bearer token. */
export function guardLogin(app: FastifyInstance, login: Login): void {
  app.addHook('onRequest', async (request, reply) => {
    const [path = '/'] = request.url.split('?', 1);
    if (open.test(path) || login.admits(request)) return undefined;
    if (
      request.method === 'GET' &&
      request.headers.accept?.includes('text/html') &&
      !path.startsWith('/api/')
    ) {
      return reply.redirect(`/login?next=${encodeURIComponent(request.url)}`, 303);
    }
    void reply.header('www-authenticate', 'Bearer');
    throw new Problem(401, 'unauthorized', ['a token is needed: send "Authorization: Bearer …"']);
  });
}
