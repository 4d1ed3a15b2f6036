import { credentialParameters } from '../secrets.ts';
import { hasUnresolved, unresolvedSockets } from './blind-spots.ts';
import { isDevServerSocket } from './dev-server-sockets.ts';
import { defineRule, type Draft, type JudgedEndpoint } from './rule.ts';

export default defineRule({
  meta: {
    id: 'token-in-url',
    title: "A credential travels in the socket's URL",
    description: 'The query string of an endpoint carries what looks like a token, a key or a session.',
    level: 'warn',
    severity: 'medium',
    standards: { cwe: [598], asvs: ['14.2.1'], pciDss: [] },
    references: [
      'https://cwe.mitre.org/data/definitions/598.html',
      'https://www.rfc-editor.org/rfc/rfc6750#section-5.3',
      'https://cheatsheetseries.owasp.org/cheatsheets/WebSocket_Security_Cheat_Sheet.html',
    ],
  },
  needs: ['endpoints', 'references'],
  appliesTo: ({ endpoints, references }) =>
    endpoints.length > 0 || hasUnresolved(references) || 'no WebSocket found in what was read',
  *assess({ endpoints, references }) {
    for (const endpoint of endpoints) {
      const parameters = credentialParameters(endpoint.url);
      if (parameters.length > 0 && !isDevServerSocket(endpoint, references))
        yield finding(endpoint, parameters);
    }
    yield* unresolvedSockets({ references });
  },
});

/** Meant to be used once and soon: what is recommended where a header cannot be set. */
const ticket = /(^|[_-])(ticket|otp|nonce|one_?time\w*)([_-]|$)/i;

function finding(endpoint: JudgedEndpoint, parameters: readonly string[]): Draft {
  const control = endpoint.observations.find(({ variant }) => variant === 'control');
  const isOwn = endpoint.party === 'first';
  const names = parameters.map((name) => `"${name}"`).join(' and ');
  return {
    kind: 'finding',
    endpoint: endpoint.url,
    references: endpoint.references,
    identity: `${endpoint.url} ${parameters.join(' ')}`,
    message:
      `The URL of ${endpoint.url} carries a credential in ${names}. URLs are written to the logs of every server and proxy on the way, ` +
      `and a handshake's is no exception.${gateWords(endpoint)}${isOwn ? '' : ' The endpoint is another party’s, whose protocol this is.'} ` +
      'If it is a key that every visitor may know, or a ticket that opens one connection within seconds, it does no harm there.',
    evidence: { parameters, party: endpoint.party },
    remediation: {
      summary: isOwn
        ? 'Let the session cookie or the first message carry it; where the URL must, give the page a ticket that is good for one handshake and a few seconds.'
        : 'Ask for the shortest life and the fewest rights that the vendor’s token can have, and never put a secret key into a page.',
    },
    ...(control && { proof: { handshake: control } }),
    ...(isOwn
      ? parameters.every((name) => ticket.test(name)) && { severity: 'low' }
      : { level: 'note', severity: 'info' }),
  };
}

function gateWords({ originPolicy }: JudgedEndpoint): string {
  return originPolicy === 'token-gated'
    ? ' It is also all that keeps other websites out: whoever reads such a log can open the socket from anywhere.'
    : '';
}
