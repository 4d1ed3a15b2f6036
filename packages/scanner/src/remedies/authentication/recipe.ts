/**
 * A way for a server to know whom it talks to over a WebSocket, as code for Node's `ws`. The code stands on three
 * things of the application: `server` (node:http), `sockets` (a `WebSocketServer` with `noServer: true`) and
 * `serve(connection, user)`; where a session cookie is used as well, `sessionOf(request)` finds its session.
 */
export interface AuthenticationRecipe {
  readonly id: string;
  readonly title: string;
  /** For the server; it takes the place of the `upgrade` listener. */
  readonly server: string;
  /** For the page. */
  readonly page: string;
  readonly protects: string;
  readonly doesNot: readonly string[];
  readonly pitfalls: readonly string[];
  /** What a scan of the server says with the recipe in place. */
  readonly seenAs: string;
  readonly links: readonly string[];
}

/** True of every recipe, and said with each. */
export const originStays =
  'Validate the Origin as well: it keeps foreign pages out of the browsers of your users, and nothing else does. ' +
  'Other clients send any Origin they like, so a sensitive endpoint needs both, the Origin check and a secret.';
