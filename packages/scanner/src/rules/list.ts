import cspAllowsPlaintext from './csp-allows-plaintext.ts';
import cookieSamesite from './cookie-samesite.ts';
import coverageLimited from './coverage-limited.ts';
import devServerSocket from './dev-server-socket.ts';
import fallbackCrossOrigin from './fallback-cross-origin.ts';
import originNotValidated from './origin-not-validated.ts';
import originUndetermined from './origin-undetermined.ts';
import originValidatedWeakly from './origin-validated-weakly.ts';
import plaintextAccepted from './plaintext-accepted.ts';
import plaintextEndpoint from './plaintext-endpoint.ts';
import plaintextMention from './plaintext-mention.ts';
import plaintextReference from './plaintext-reference.ts';
import type { Rule } from './rule.ts';
import sessionHijackable from './session-hijackable.ts';
import sessionUnauthenticated from './session-unauthenticated.ts';
import thirdPartyEndpoint from './third-party-endpoint.ts';
import tlsCertificateInvalid from './tls-certificate-invalid.ts';
import tlsReference from './tls-reference.ts';
import tokenInUrl from './token-in-url.ts';
import tlsVersionObsolete from './tls-version-obsolete.ts';

/** Every rule, in the order of the reports. */
export const rules: readonly Rule[] = [
  plaintextEndpoint,
  plaintextReference,
  plaintextMention,
  plaintextAccepted,
  cspAllowsPlaintext,
  tlsCertificateInvalid,
  tlsVersionObsolete,
  tlsReference,
  originNotValidated,
  originValidatedWeakly,
  originUndetermined,
  fallbackCrossOrigin,
  sessionHijackable,
  sessionUnauthenticated,
  cookieSamesite,
  tokenInUrl,
  devServerSocket,
  thirdPartyEndpoint,
  coverageLimited,
];
