/** A `ws://` or `wss://` URL as it stands in a text. */
export interface TextUrl {
  /** UTF-16 offset of the scheme. */
  readonly offset: number;
  /** As it stands, escapes included. */
  readonly raw: string;
  /** What a browser would make of it (without fragment); null for a placeholder or a pattern. */
  readonly url: string | null;
  /** `placeholder`: a host to be filled in, e.g. `ws://<host>`; `pattern`: a regular expression or wildcard. */
  readonly kind: 'url' | 'placeholder' | 'pattern';
}

export interface TextUrls {
  readonly urls: readonly TextUrl[];
  /** False where the text holds more than `limit`. */
  readonly complete: boolean;
}

/** Finds the `ws://` and `wss://` URLs with a host in any text: prose, comments, JSON, scripts that do not parse. */
export function scanText(text: string, limit = 1000): TextUrls {
  throw new Error(`not written yet: ${text.length} ${limit}`);
}

/** Why a string that holds a URL is words about it and no configuration; null where it is none. */
export function proseContext(value: string): 'prose' | 'content security policy' | null {
  throw new Error(`not written yet: ${value.length}`);
}
