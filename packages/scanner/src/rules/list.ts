import cspAllowsPlaintext from './csp-allows-plaintext.ts';
import coverageLimited from './coverage-limited.ts';
import originNotValidated from './origin-not-validated.ts';
import originUndetermined from './origin-undetermined.ts';
import originValidatedWeakly from './origin-validated-weakly.ts';
import plaintextEndpoint from './plaintext-endpoint.ts';
import plaintextMention from './plaintext-mention.ts';
import plaintextReference from './plaintext-reference.ts';
import type { Rule } from './rule.ts';
import sessionHijackable from './session-hijackable.ts';
import thirdPartyEndpoint from './third-party-endpoint.ts';
import tlsCertificateInvalid from './tls-certificate-invalid.ts';
import tlsReference from './tls-reference.ts';

/** Every rule, in the order of the reports. */
export const rules: readonly Rule[] = [
  plaintextEndpoint,
  plaintextReference,
  plaintextMention,
  cspAllowsPlaintext,
  tlsCertificateInvalid,
  tlsReference,
  originNotValidated,
  originValidatedWeakly,
  originUndetermined,
  sessionHijackable,
  thirdPartyEndpoint,
  coverageLimited,
];
