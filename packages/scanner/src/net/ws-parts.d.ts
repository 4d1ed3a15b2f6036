import type { Duplex, Writable } from 'node:stream';

/** What `ws` exports besides its client and its server, and its published types leave out. */
declare module 'ws' {
  /** Takes apart what a peer sends (RFC 6455 section 5). Events: `message`, `ping`, `conclude`, and those of a Writable. */
  class Receiver extends Writable {
    constructor(options: {
      readonly extensions: Readonly<Record<string, PerMessageDeflate>>;
      readonly maxPayload: number;
      readonly maxFragments: number;
      readonly maxBufferedChunks: number;
      readonly isServer?: boolean;
    });
  }

  class Sender {
    constructor(stream: Duplex);
    send(data: string | Uint8Array, options: SendOptions, done: () => void): void;
    pong(data: Buffer, mask: boolean): void;
    close(code: number, reason: string, mask: boolean): void;
  }

  interface SendOptions {
    readonly binary: boolean;
    readonly compress: boolean;
    readonly fin: boolean;
    readonly mask: boolean;
  }

  /** RFC 7692. */
  class PerMessageDeflate {
    static readonly extensionName: string;
    constructor(options: { readonly isServer: boolean; readonly maxPayload: number });
    /** Throws where the parameters are none that were offered. */
    accept(parameters: readonly object[]): object;
    cleanup(): void;
  }

  const extension: {
    /** `Sec-WebSocket-Extensions` by name, with the parameters of each mention. Throws where it is malformed. */
    parse(header: string): Record<string, object[]>;
  };
}
