import { isIP } from 'node:net';
import { isLoopbackHost, isSameSite, partyOf } from '../hosts.ts';
import { bareHost, isPublicAddress } from './addresses.ts';
import type { Reach } from './dial.ts';
import { basicAuthorization, credentialsOf } from './userinfo.ts';

/** Whose URL is whose in one scan, and which addresses may be reached for it. */
export class Parties {
  readonly #firstParty: readonly string[];
  readonly #allowPrivate: boolean;
  #target: string | null = null;
  #page: string | null = null;
  #private: boolean | null = null;
  /** Whether redirects led from the target's site to another, so that both are the user's. */
  #movedSite = true;
  #login: { readonly origin: string; readonly authorization: string | null } | null = null;

  constructor(options: { readonly firstParty: readonly string[]; readonly allowPrivate: boolean }) {
    this.#firstParty = options.firstParty;
    this.#allowPrivate = options.allowPrivate;
  }

  /** The page as it was reached; null before. */
  get page(): string | null {
    return this.#page;
  }

  /** The first URL that is fetched is the target; its user name and password hold for its origin. Returns whether this is it. */
  begin(text: string): boolean {
    if (this.#target !== null || this.#page !== null || !URL.canParse(text)) return false;
    const url = new URL(text);
    this.#target = url.href;
    const { username, password } = credentialsOf(url);
    this.#login = { origin: url.origin, authorization: basicAuthorization(username, password) };
    return true;
  }

  /** `Authorization` for a URL of the target's origin, where the target was given with a user name; else null. */
  authorization(url: string): string | null {
    return this.#login && originOf(url) === this.#login.origin ? this.#login.authorization : null;
  }

  /** The target's first answer came from there: decides where its redirects may lead. `address` is null behind a proxy. */
  answered(url: string, address: string | null): void {
    this.#private = isPrivatePlace(url, address);
  }

  setPage({ url, address }: { readonly url: string; readonly address: string | null }): void {
    this.#page = url;
    this.#movedSite = this.#target !== null && !isSameSite(hostOf(this.#target), hostOf(url));
    // Nothing was fetched where there is neither: the user names every URL themself (`wssure probe`).
    if (this.#target !== null || address !== null) this.#private = isPrivatePlace(url, address);
  }

  /** Public references must not lead into private networks; what the user typed may. */
  get reach(): Reach {
    return this.#allowPrivate || this.#private !== false ? 'any' : 'public';
  }

  isFirstParty(url: string): boolean {
    if (partyOf(url, this.#page, this.#firstParty) === 'first') return true;
    return this.#movedSite && partyOf(url, this.#target, this.#firstParty) === 'first';
  }

  /**
   * Whether the user's credentials may go there: to the site they named and to their own domains, not to where
   * a redirect led.
   */
  mayCarryCredentials(url: string): boolean {
    return partyOf(url, this.#target ?? this.#page, this.#firstParty) === 'first';
  }

  /** Whether the page (before there is one: the target) and this URL are same-site. */
  isSameSite(url: string): boolean {
    const page = this.#page ?? this.#target;
    return page === null || isSameSite(hostOf(page), hostOf(url));
  }
}

function isPrivatePlace(url: string, address: string | null): boolean {
  if (address !== null) return !isPublicAddress(address);
  const host = bareHost(hostOf(url));
  return isLoopbackHost(host) || (isIP(host) !== 0 && !isPublicAddress(host));
}

/** The origin of the http(s) URL that a socket's handshake is, or of the URL itself. */
function originOf(url: string): string | null {
  const http = url.replace(/^ws(?=s?:)/i, 'http');
  return URL.canParse(http) ? new URL(http).origin : null;
}

function hostOf(url: string): string {
  return new URL(url).hostname;
}
