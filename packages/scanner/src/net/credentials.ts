import type { HeaderList } from '../artifacts.ts';

/** The headers of a handshake with and without the user's credentials. */
export interface CredentialHeaders {
  /** What the page's own handshake carries. */
  readonly page: HeaderList;
  /** What a browser attaches by itself to a handshake that a page of the foreign Origin makes. */
  readonly foreign: HeaderList;
  /** None. */
  readonly without: HeaderList;
}

/** Headers by which a browser describes itself and not its user. */
const browsersOwn = /^(accept|accept-.+|user-agent|cache-control|pragma|dnt|priority|sec-(?!websocket-).+)$/i;
/** RFC 9110 section 11: browsers keep these for an origin and attach them again; a bearer token is the page's code's to add. */
const ambientScheme = /^\s*(basic|digest|negotiate|ntlm)\b/i;

/** What of these headers a browser sends without any credential of its user. */
export function withoutCredentials(headers: HeaderList): HeaderList {
  return headers.filter(([name]) => browsersOwn.test(name));
}

/** What of these headers a browser attaches by itself, whoever's page asks: HTTP authentication, never a bearer or custom header. */
export function ambientHeaders(headers: HeaderList): HeaderList {
  return headers.filter(
    ([name, value]) => browsersOwn.test(name) || (/^authorization$/i.test(name) && ambientScheme.test(value)),
  );
}

export function carriesCredentials(headers: HeaderList): boolean {
  return withoutCredentials(headers).length < headers.length;
}
