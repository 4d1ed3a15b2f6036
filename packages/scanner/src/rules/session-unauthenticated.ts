import type { Observation } from '../artifacts.ts';
import { hasUnresolved, unresolvedSockets } from './blind-spots.ts';
import { isDevServerSocket } from './dev-server-sockets.ts';
import { defineRule, type Draft, type JudgedEndpoint } from './rule.ts';

export default defineRule({
  meta: {
    id: 'session-unauthenticated',
    title: 'A session opens without any credential',
    description: 'A handshake without cookie, token or login got a session, and the server spoke on it.',
    level: 'warn',
    severity: 'medium',
    standards: { cwe: [306], asvs: ['4.4.3'], pciDss: ['6.2.4'] },
    references: [
      'https://cwe.mitre.org/data/definitions/306.html',
      'https://www.rfc-editor.org/rfc/rfc6455#section-10.5',
      'https://cheatsheetseries.owasp.org/cheatsheets/WebSocket_Security_Cheat_Sheet.html',
    ],
    probes: ['control', 'control-again'],
  },
  needs: ['endpoints', 'references'],
  appliesTo: ({ endpoints, references }) =>
    endpoints.some((endpoint) => isJudged(endpoint, references)) ||
    hasUnresolved(references) ||
    (endpoints.some(({ party }) => party === 'first')
      ? 'the only WebSockets of the first party are those of development servers'
      : 'no WebSocket of the first party was found'),
  *assess({ endpoints, references }) {
    for (const endpoint of endpoints.filter((one) => isJudged(one, references))) {
      if (isOpen(endpoint)) yield finding(endpoint);
      else if (endpoint.anonymous === 'not-asked' && endpoint.originPolicy !== 'token-gated')
        yield { kind: 'unjudged', reason: unasked(endpoint) };
    }
    yield* unresolvedSockets({ references });
  },
});

/** A secret in the page's own URL or subprotocol is a credential, whatever it looks like. */
function isOpen({ anonymous, originPolicy }: JudgedEndpoint): boolean {
  return (anonymous === 'speaks' || anonymous === 'grants') && originPolicy !== 'token-gated';
}

function isJudged(endpoint: JudgedEndpoint, references: Parameters<typeof isDevServerSocket>[1]): boolean {
  return endpoint.party === 'first' && !isDevServerSocket(endpoint, references);
}

function unasked({ url, originPolicy, originPolicyReason }: JudgedEndpoint): string {
  return originPolicy === 'not-probed' || originPolicy === 'undetermined'
    ? `${url}: ${originPolicyReason}`
    : `${url}: every handshake carried a credential`;
}

function finding(endpoint: JudgedEndpoint): Draft {
  const speaks = endpoint.anonymous === 'speaks';
  const seen = heard(endpoint);
  return {
    kind: 'finding',
    endpoint: endpoint.url,
    references: endpoint.references,
    message:
      `${endpoint.url} opens for a client without cookie, token or login${speaks ? ' and sends it messages' : ', and its library grants the session'}: ` +
      `whoever knows the URL gets ${speaks ? 'them' : 'it'}, with or without a browser. ` +
      `${speaks ? 'That is right for a public feed' : 'That is right where nothing but public data follows'}, and missing authentication for everything else. ` +
      'Relevant to PCI DSS 6.2.4 if the socket is part of handling card data.',
    evidence: {
      got: speaks ? 'messages' : 'session',
      firstMessage: seen?.messages[0]?.data ?? null,
      status: seen?.status ?? null,
    },
    remediation: {
      summary:
        'Check the session before the handshake is answered and refuse with 401 where there is none, or close the socket unless the first message brings a token within seconds.',
    },
    ...(seen && { proof: { handshake: seen } }),
    severity: speaks ? 'medium' : 'low',
  };
}

function heard({ observations, credentials = [] }: JudgedEndpoint): Observation | undefined {
  const own = [...credentials, ...observations].filter(({ variant }) => variant === 'control');
  return (
    own.find(({ messages, withCredentials }) => messages.length > 0 && !withCredentials) ??
    own.find(({ messages }) => messages.length > 0)
  );
}
