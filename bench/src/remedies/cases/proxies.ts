import type { RemedyCase } from '../case.ts';

/** Proxies that end TLS in front of an application. */
export const proxyCases: readonly RemedyCase[] = [];
