import { isIP } from 'node:net';
import { UsageError } from '../errors.ts';
import { bareHost } from './addresses.ts';

/** Where a connection really goes. */
export interface Route {
  readonly host: string;
  readonly port: number;
  /** Set where `--resolve` names them: nothing is looked up then. */
  readonly addresses: readonly string[] | null;
  /** Whether the user chose this place for it (`--resolve`, `--connect-to`). */
  readonly pinned: boolean;
}

/**
 * `--connect-to` and `--resolve` with curl's meaning: the first `--connect-to` that fits replaces the place to
 * dial (an empty field fits, or keeps, anything); for that place the last `--resolve` of the exact name, else
 * of `*`, names the addresses. The TLS name and the Host header stay those of the URL. A trailing dot and
 * letter case do not matter.
 */
export class Pins {
  readonly #connectTo: readonly ConnectTo[];
  readonly #addresses: ReadonlyMap<string, readonly string[]>;

  /** Throws `UsageError` for an entry that does not have curl's form. */
  constructor(resolve: readonly string[] = [], connectTo: readonly string[] = []) {
    this.#connectTo = connectTo.map(parseConnectTo);
    this.#addresses = new Map(resolve.flatMap(parseResolve));
  }

  route(hostname: string, port: number): Route {
    const named = bareHost(hostname);
    const moved = this.#connectTo.find(
      (entry) => (entry.host === '' || entry.host === named) && (entry.port === null || entry.port === port),
    );
    const host = moved?.toHost || named;
    const toPort = moved?.toPort ?? port;
    const addresses = this.#addressesOf(host, toPort);
    return { host, port: toPort, addresses, pinned: moved !== undefined || addresses !== null };
  }

  #addressesOf(host: string, port: number): readonly string[] | null {
    if (this.#addresses.size === 0) return null;
    return this.#addresses.get(`${host} ${port}`) ?? this.#addresses.get(`* ${port}`) ?? null;
  }
}

interface ConnectTo {
  readonly host: string;
  readonly port: number | null;
  readonly toHost: string;
  readonly toPort: number | null;
}

const field = String.raw`(\[[^\]]*\]|[^:[\]]*)`;
const connectToForm = new RegExp(`^${field}:([0-9]*):${field}:([0-9]*)$`);
const resolveForm = new RegExp(`^\\+?${field}:([0-9]+):(.+)$`);

function parseConnectTo(text: string): ConnectTo {
  const [, host, port, toHost, toPort] = connectToForm.exec(text) ?? [];
  if (host === undefined || toHost === undefined || !isPort(port) || !isPort(toPort)) {
    throw new UsageError(
      `--connect-to ${JSON.stringify(text)} is not host:port:host2:port2, like shop.test:443:127.0.0.1:8443`,
    );
  }
  return { host: bareHost(host), port: portOf(port), toHost: bareHost(toHost), toPort: portOf(toPort) };
}

function parseResolve(text: string): [string, readonly string[]][] {
  const [, host, port, list] = resolveForm.exec(text) ?? [];
  const addresses = list?.split(',').map(bareHost) ?? [];
  if (!host || !port || !isPort(port) || !addresses.every((address) => isIP(address) !== 0)) {
    throw new UsageError(
      `--resolve ${JSON.stringify(text)} is not host:port:address, like shop.test:443:127.0.0.1`,
    );
  }
  return [[`${bareHost(host)} ${Number(port)}`, addresses]];
}

function isPort(text: string | undefined): boolean {
  return text !== undefined && (text === '' || (Number(text) >= 1 && Number(text) <= 65_535));
}

function portOf(text: string | undefined): number | null {
  return text ? Number(text) : null;
}
