/** Parsers of option values. Each throws `UsageError` with one line: the option, what is wrong, what is right. */
import { X509Certificate } from 'node:crypto';
import { UsageError } from '../errors.ts';
import type { StorageState } from '../options.ts';
import { parseStorageState } from '../storage-state.ts';
import { readTextFile } from './files.ts';
import { suggestion } from './suggest.ts';
import { withScheme } from './targets.ts';

/** A number of seconds, in milliseconds. */
export function seconds(option: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !(value > 0 && value <= 3600)) {
      throw new UsageError(
        `${option} ${quoted(text)} is not a number of seconds from 0.001 to 3600, like 10`,
      );
    }
    return Math.max(1, Math.round(value * 1000));
  };
}

export function wholeNumber(option: string, min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max) {
      throw new UsageError(`${option} ${quoted(text)} is not a whole number from ${min} to ${max}`);
    }
    return value;
  };
}

export function oneOf<const T extends string>(option: string, choices: readonly T[]): (text: string) => T {
  return (text) => {
    const chosen = choices.find((choice) => choice === text);
    if (chosen === undefined) {
      throw new UsageError(
        `${option} ${quoted(text)} is not one of ${choices.join(', ')}${suggestion(text, choices)}`,
      );
    }
    return chosen;
  };
}

/** An Origin as it is serialised in a request (RFC 6454 section 6.2), or `null`. */
export function origin(text: string): string {
  const form = /^[a-z][a-z0-9+.-]*:\/\/[^/?#@\s]+$/i;
  if (text !== 'null' && !(form.test(text) && URL.canParse(text))) {
    throw new UsageError(
      `--origin ${quoted(text)} is not an origin: give scheme://host or scheme://host:port, without a path`,
    );
  }
  return text;
}

/** A `Name: value` header. The value is never repeated in an error: it may be a credential. */
export function header(text: string): readonly [string, string] {
  const colon = text.indexOf(':');
  const name = text.slice(0, colon).trim();
  const value = text.slice(colon + 1).trim();
  if (colon < 1 || !/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) {
    throw new UsageError(
      '--header takes "Name: value", like "Authorization: Bearer …": there is no valid name before a colon',
    );
  }
  if (/[\0\r\n]/.test(value)) throw new UsageError(`--header ${name}: the value contains a line break`);
  return [name, value];
}

/** `name=value` pairs as in a `Cookie` header. The value is never repeated in an error: it is a credential. */
export function cookies(text: string): readonly string[] {
  const pairs = text.split(';').map((pair) => pair.trim());
  const valid = pairs.filter(Boolean);
  if (valid.length === 0 || !valid.every((pair) => /^[^=\s,]+=[^\0\r\n]*$/.test(pair))) {
    throw new UsageError('--cookie takes name=value, or several of them with ";" between');
  }
  return valid;
}

/** Playwright's storage state, from a file. */
export function storageState(file: string): StorageState {
  const text = readTextFile('--storage-state', file);
  try {
    return parseStorageState(text);
  } catch (error) {
    throw error instanceof UsageError ? new UsageError(`--storage-state ${file}: ${error.message}`) : error;
  }
}

/** The text of a PEM file with at least one certificate in it. */
export function certificates(file: string): string {
  const text = readTextFile('--ca', file);
  try {
    void new X509Certificate(text);
  } catch {
    throw new UsageError(`--ca ${file}: no certificate in it: give a PEM file (-----BEGIN CERTIFICATE-----)`);
  }
  return text;
}

const proxySchemes = ['http:', 'https:', 'socks5:', 'socks5h:', 'socks4:'];

/** A proxy's URL. It is never repeated in an error: it may carry a password. */
export function proxy(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !proxySchemes.includes(url.protocol) || url.hostname === '') {
    throw new UsageError(
      '--proxy takes a URL that starts with http://, https://, socks5://, socks5h:// or socks4://, like socks5h://127.0.0.1:1080',
    );
  }
  return text;
}

/** The http(s) URL that files will be served at; a host name alone is taken as one. */
export function baseUrl(text: string): string {
  const { url } = withScheme(text);
  if (!/^https?:\/\/[^/]/i.test(url) || !URL.canParse(url)) {
    throw new UsageError(
      `--base ${quoted(text)} is not an http or https URL: give the one that the files will be served at, like https://your.site/`,
    );
  }
  return new URL(url).href;
}

/** A registrable domain or host name. */
export function domain(text: string): string {
  if (!/^[^\s/:@?#]+$/.test(text) || !URL.canParse(`https://${text}/`)) {
    throw new UsageError(
      `--first-party ${quoted(text)} is not a domain: give one like shop-cdn.example, without scheme or path`,
    );
  }
  return text;
}

/** A header value that has to stay on its line. */
export function userAgent(text: string): string {
  if (!/^[\t\x20-\x7e]+$/.test(text)) throw new UsageError('--user-agent takes printable ASCII text');
  return text;
}

/** A subprotocol (RFC 6455 section 4.1: a token of RFC 2616). */
export function subprotocol(text: string): string {
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(text)) {
    throw new UsageError(
      `--subprotocol ${quoted(text)} is not a subprotocol: it must be a token without spaces, like graphql-ws`,
    );
  }
  return text;
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
