import type { TlsFacts } from '../artifacts.ts';
import { hasUnresolved, unresolvedSockets } from './blind-spots.ts';
import { daysLeft, inDays } from './days-left.ts';
import { defineRule, type Draft, type JudgedEndpoint } from './rule.ts';

export default defineRule({
  meta: {
    id: 'tls-certificate-invalid',
    title: 'TLS certificate does not verify',
    description: 'The certificate of a wss:// endpoint is expired, names another host, or is not trusted.',
    level: 'fail',
    severity: 'high',
    standards: { cwe: [295], asvs: ['12.2.2'], pciDss: ['4.2.1'] },
    references: [
      'https://www.rfc-editor.org/rfc/rfc9525',
      'https://docs.openssl.org/master/man1/openssl-verification-options/',
    ],
    probes: ['control'],
  },
  needs: ['references', 'endpoints', 'startedAt'],
  appliesTo: ({ endpoints, references }) =>
    endpoints.some(isTls) || hasUnresolved(references) || 'no wss:// endpoint was found',
  *assess({ references, endpoints, startedAt }) {
    for (const endpoint of endpoints.filter(isTls)) {
      const seen = certificatesOf(endpoint);
      const invalid = seen.find(({ authorized }) => !authorized);
      if (invalid) yield finding(endpoint, invalid, startedAt);
      else if (seen.length === 0) yield { kind: 'unjudged', reason: unseen(endpoint) };
    }
    yield* unresolvedSockets({ references });
  },
});

function isTls({ url }: JudgedEndpoint): boolean {
  return url.startsWith('wss:');
}

function certificatesOf({ observations }: JudgedEndpoint): TlsFacts[] {
  return observations.flatMap(({ tls, variant }) => (tls && variant !== 'plaintext' ? [tls] : []));
}

function unseen({ url, notProbed }: JudgedEndpoint): string {
  return `the certificate of ${url} was not seen: ${notProbed?.reason ?? 'no TLS connection was made'}`;
}

function finding(endpoint: JudgedEndpoint, tls: TlsFacts, startedAt: string): Draft {
  const { hostname } = new URL(endpoint.url);
  const left = daysLeft(tls.validTo, startedAt);
  const { problem, remedy } = explain(tls, hostname);
  const dates = dateWords(tls, left, startedAt);
  return {
    kind: 'finding',
    endpoint: endpoint.url,
    references: endpoint.references,
    message:
      `The certificate of ${endpoint.url} ${problem}.${dates} Browsers refuse the connection, and a client that goes on cannot tell the server ` +
      'from someone in between. Relevant to PCI DSS 4.2.1 if card data travels there.',
    evidence: {
      host: hostname,
      error: tls.error,
      subject: tls.subject,
      issuer: tls.issuer,
      validFrom: tls.validFrom,
      validTo: tls.validTo,
      daysLeft: left,
      altNames: tls.altNames,
    },
    remediation: { summary: remedy },
    proof: { tls: { url: endpoint.url } },
  };
}

/** How much longer it is good for, or for how long it has not been. */
function dateWords({ error, validTo }: TlsFacts, left: number | null, now: string): string {
  if (left === null || error === 'CERT_NOT_YET_VALID') return '';
  if (left >= 0) return ` It has ${inDays(left)} left.`;
  const over = validTo === null ? null : daysLeft(now, validTo);
  const ago = over ? inDays(over) : 'less than a day';
  return error === 'CERT_HAS_EXPIRED' ? ` That was ${ago} ago.` : ` It expired ${ago} ago, too.`;
}

/** In words, by the code of OpenSSL's X509_verify_cert or of Node's `tls.checkServerIdentity`. */
function explain(tls: TlsFacts, hostname: string): { problem: string; remedy: string } {
  switch (tls.error) {
    case 'CERT_HAS_EXPIRED':
      return {
        problem: `has expired${tls.validTo ? ` (valid to ${tls.validTo})` : ''}`,
        remedy:
          'Renew the certificate, reload the server, and let the renewal run by itself (ACME) before the next end date.',
      };
    case 'CERT_NOT_YET_VALID':
      return {
        problem: `is not valid yet${tls.validFrom ? ` (valid from ${tls.validFrom})` : ''}`,
        remedy:
          'Install a certificate that is valid now, and check the clock of the machine that issued this one.',
      };
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
    case 'HOSTNAME_MISMATCH':
      return {
        problem: `names ${tls.altNames.join(', ') || tls.subject || 'no host'} and not ${hostname}`,
        remedy: `Get a certificate whose subject alternative names include ${hostname}, or serve the socket from a name that it has.`,
      };
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return {
        problem: 'is signed by itself or by a CA that browsers do not know',
        remedy:
          'Use a certificate of a publicly trusted CA. For a CA of your own that every client trusts, scan with --ca <file>.',
      };
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return {
        problem:
          'has an issuer that cannot be found: the server leaves out an intermediate certificate, or the CA is not a public one',
        remedy:
          "Make the server send the whole chain (the CA's fullchain file). For a CA of your own, scan with --ca <file>.",
      };
    case 'CERT_REVOKED':
      return { problem: 'was revoked by its issuer', remedy: 'Replace the certificate and its key.' };
    default:
      return {
        problem: `does not verify (${tls.error ?? 'no reason given'})`,
        remedy: `Install a certificate for ${hostname} that a publicly trusted CA issued, with its whole chain.`,
      };
  }
}
