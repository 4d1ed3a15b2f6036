import type { IncomingMessage, RequestListener } from 'node:http';
import type { Socket } from 'node:net';

/** A content as it is sent (its type goes by the path's extension), or how it is answered. */
export type Answer = string | Buffer | RequestListener;

/** How a WebSocket handshake is answered: the raw connection, once its request has come. */
export type Upgrade = (socket: Socket, request: IncomingMessage) => void;

/** One hostile site, and what a scan of it must still do. Each run of a case gets a server of its own on loopback. */
export interface HostileCase {
  readonly name: string;
  /** The target's document. */
  readonly page?: Answer;
  /** By path, with the query; a function answers for all that is not listed. */
  readonly files?: Readonly<Record<string, Answer>> | ((path: string) => Answer | null);
  readonly upgrade?: Upgrade;
  /** The whole server, below HTTP. */
  readonly raw?: (socket: Socket) => void;
  /** Speak TLS; with `raw`, the bytes are TLS's own. */
  readonly secure?: boolean;
  readonly args?: readonly string[];
  /** Paths or `ws:`/`wss:` URLs of endpoints that must be found all the same. */
  readonly finds?: readonly string[];
  /** Whether `coverage-limited` must tell of it. */
  readonly limited?: boolean;
  /** The exit status, where it is the point of the case. */
  readonly status?: 0 | 1 | 2;
}

/** Cases of one kind of attack. */
export interface Family {
  readonly name: string;
  readonly cases: readonly HostileCase[];
}

/** A script that opens a socket on the page's own server: what hostility around it must not hide. */
export const live = `new WebSocket(location.origin.replace('http', 'ws') + '/live');`;

/** A page with this script before one that opens the socket `/live`. */
export function beside(script: string): Pick<HostileCase, 'page' | 'finds'> {
  return { page: `<script>${script}</script><script>${live}</script>`, finds: ['/live'] };
}

/** A page that opens the socket `/live`. */
export const livePage = `<!doctype html><title>Live</title><script>${live}</script>`;

export function times(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join('');
}
