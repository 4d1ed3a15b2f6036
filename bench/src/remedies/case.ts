import type { ProbeOptions } from 'wssure';

/** The site of every row: TLS on 443 with a certificate of the tests' own authority, nothing on port 80. */
export const site = { origin: 'https://shop.test', host: 'shop.test' } as const;

/** The cookie by which the programs with a session know their visitor. */
export const session = 'session=wssure-bench-visitor';

/** A program that runs. The bench makes `site` lead to it. */
export interface Serving {
  /** The port of plain HTTP, which the bench puts TLS in front of. */
  readonly port?: number;
  /** For what ends TLS itself: its ports, which `site` leads to instead. */
  readonly tls?: { readonly https: number; readonly http: number };
  readonly close: () => Promise<void>;
}

/** A program's text, vulnerable or with the recipe in its hole. */
export interface Program {
  /** Of the file in bench/remedies/<recipe>/. */
  readonly name: string;
  readonly text: string;
  /** `node-ws-before`: for file names that do not collide. */
  readonly run: string;
}

/** One recipe, on the program that it is proved by. */
export interface RemedyCase {
  /** Its id in packages/scanner/src/remedies. */
  readonly recipe: string;
  /** The file below bench/remedies/<recipe>/, with a hole (see `hole.ts`). */
  readonly program: string;
  /** The rule that fails before; `origin-not-validated` where nothing is said. */
  readonly rule?: string;
  /** The endpoint's path and query; `/live` where nothing is said. */
  readonly path?: string;
  /** The program's own page, a path or a URL, to be scanned; without it the endpoint is probed for a page on `site`. */
  readonly page?: string;
  readonly options?: Pick<ProbeOptions, 'subprotocols'>;
  /** Whether the scan is a signed-in visitor's: the program opens nothing without `session`. */
  readonly signedIn?: boolean;
  /** Whether a page's own requests beside the socket, which name no Origin, have to be answered with the recipe too. */
  readonly polls?: boolean;
  /** Whether it needs ports of its own (80, 443, 8080), so that one such row runs at a time. */
  readonly fixedPorts?: boolean;
  /** The version that ran. Throws `NotInstalled`. */
  readonly version: () => string;
  /** Throws `NotInstalled` where the machine lacks the stack. */
  readonly start: (program: Program) => Promise<Serving>;
}
