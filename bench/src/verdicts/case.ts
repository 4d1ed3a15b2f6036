import type { OriginPolicy, ProbeOptions, VariantId } from 'wssure';

/** The page that every endpoint of the bench belongs to, unless its server compares with its own host. */
export const page = 'https://app.shop.test';

/** A server that runs. */
export interface Running {
  /** The endpoint, `ws://…`. */
  readonly url: string;
  /** Where it is not `page`: for servers that compare the Origin with the host that they are reached by. */
  readonly page?: string;
  readonly options?: Partial<ProbeOptions>;
  readonly close: () => Promise<void> | void;
}

/** One server, and what it does with an Origin: reasoned from its code, never from what a scanner says of it. */
export interface VerdictCase {
  readonly family: string;
  readonly name: string;
  readonly policy: OriginPolicy;
  /** The contract's variants that the server lets through, where `weak` and known. */
  readonly bypasses?: readonly VariantId[];
  /** Why this is the truth. */
  readonly because: string;
  /** Whether somebody else wrote the code that decides. */
  readonly real?: boolean;
  /** Throws `NotInstalled` where the machine lacks the server. */
  readonly start: () => Promise<Running>;
}

/** A server of Debian's that this machine lacks: its cases are left out, and said to be. */
export class NotInstalled extends Error {
  override readonly name = 'NotInstalled';
}

/** A server of the page's domain on another host than the page, pinned to loopback. */
export function onItsDomain(port: number, path = '/live'): Address {
  const host = `live.shop.test:${port}`;
  return { url: `ws://${host}${path}`, options: { resolve: [`${host}:127.0.0.1`] } };
}

/** A server on the page's own host and port, pinned to loopback. */
export function onItsOwnHost(port: number, path = '/live'): Address {
  const host = `app.shop.test:${port}`;
  return { url: `ws://${host}${path}`, page: `http://${host}`, options: { resolve: [`${host}:127.0.0.1`] } };
}

export type Address = Omit<Running, 'close'>;
