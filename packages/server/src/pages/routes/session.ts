import type { FastifyInstance } from 'fastify';
import { send } from '../reply.ts';
import type { PageService } from '../service.ts';
import { loginPage } from '../views/login.tsx';

interface Login {
  readonly Body: { readonly token?: string; readonly next?: string } | undefined;
}

/** `GET /login`, `POST /login`, `POST /logout`, where the server asks for a token. */
export function sessionRoutes(app: FastifyInstance, service: PageService): void {
  app.get<{ Querystring: { next?: string } }>('/login', async (request, reply) =>
    send(reply, loginPage({ next: ownPath(request.query.next), wrong: false })),
  );

  app.post<Login>('/login', async (request, reply) => {
    const { token = '', next } = request.body ?? {};
    if (await service.signIn(token, reply)) return reply.redirect(ownPath(next), 303);
    return send(reply, loginPage({ next: ownPath(next), wrong: true }), 401);
  });

  app.post('/logout', async (_request, reply) => {
    service.signOut(reply);
    return reply.redirect('/', 303);
  });
}

/** Where to go afterwards: a path of this server, or its first page. `//host` and `/\\host` lead elsewhere. */
function ownPath(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])[\x21-\x7e]*$/.test(next) ? next : '/';
}
