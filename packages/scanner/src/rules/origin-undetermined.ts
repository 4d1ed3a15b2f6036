import type { Observation } from '../artifacts.ts';
import { closedInTrouble } from '../close-codes.ts';
import { edgeOf } from './edges.ts';
import { hasUnresolved, unresolvedSockets } from './blind-spots.ts';
import { defineRule, type Draft, type JudgedEndpoint } from './rule.ts';

export default defineRule({
  meta: {
    id: 'origin-undetermined',
    title: 'Origin check could not be judged',
    description: 'The handshakes did not tell whether the server looks at the Origin.',
    level: 'warn',
    severity: 'info',
    standards: { cwe: [1385], asvs: ['4.4.2'], pciDss: ['6.2.4'] },
    references: ['https://www.rfc-editor.org/rfc/rfc6455#section-4.2.2'],
    probes: ['control', 'foreign', 'control-again'],
  },
  needs: ['references', 'endpoints'],
  appliesTo: ({ endpoints, references }) =>
    endpoints.some(isFirstParty) || hasUnresolved(references) || 'no WebSocket of the first party was found',
  *assess({ endpoints, references }) {
    for (const endpoint of endpoints.filter(isFirstParty)) {
      if (endpoint.originPolicy === 'undetermined') yield finding(endpoint);
      else if (endpoint.originPolicy === 'not-probed')
        yield { kind: 'unjudged', reason: `${endpoint.url}: ${endpoint.originPolicyReason}` };
    }
    yield* unresolvedSockets({ references });
  },
});

function isFirstParty({ party }: JudgedEndpoint): boolean {
  return party === 'first';
}

function finding(endpoint: JudgedEndpoint): Draft {
  const control = endpoint.observations.find(({ variant }) => variant === 'control');
  return {
    kind: 'finding',
    endpoint: endpoint.url,
    references: endpoint.references,
    message: `Whether ${endpoint.url} checks the Origin is open: ${endpoint.originPolicyReason}`,
    evidence: {
      control: control
        ? {
            origin: control.origin,
            outcome: control.outcome,
            status: control.status,
            closeCode: control.closeCode,
            error: control.error?.message ?? null,
          }
        : null,
    },
    remediation: { summary: nextStep(control) },
    ...(control && { proof: { handshake: control } }),
  };
}

/** What to supply so that the next scan can tell. */
function nextStep(control: Observation | undefined): string {
  if (control?.error?.code === 'no-answer')
    return 'The server took the connection and gave no answer: see that its own page can connect, allow it more time with --timeout, then scan again.';
  if (!control || control.outcome === 'unreachable')
    return 'Check that this machine reaches the host (--resolve, --connect-to, --proxy, --timeout), then scan again.';
  if (control.acceptValid === false)
    return 'Something answers the handshake that is no WebSocket server: check the URL and the proxies on the way.';
  const edge = mayBeTurnedAway(control) ? edgeOf(control) : null;
  if (edge)
    return `${edge} stands in front of the server and may be what refuses a scanner: let this machine pass there (by its address or --user-agent), or dial the server behind it with --connect-to. If the socket needs a login, give --cookie or --header.`;
  // Servers answer either to an Origin that they do not like; that of `ws` answers 401 (verifyClient without a code).
  if (control.status === 401 || control.status === 403)
    return 'Give the credentials of an account of your own with --cookie or --header, then scan again. Where a browser gets in without a login, try --user-agent; where nobody gets in, a proxy may replace the Host that the server compares the Origin with.';
  if (control.outcome === 'rejected' && control.status !== null && control.status < 300)
    return 'Check that the socket lives at this URL, and that every proxy before it hands the handshake on: HTTP/1.1 with the headers Upgrade and Connection.';
  if (control.status === 404 || (control.status !== null && control.status >= 300 && control.status < 400))
    return 'Check that the socket lives at this URL; if it needs a session first, give one with --cookie or --header.';
  if (control.status === 400 || control.status === 426)
    return 'Probe it with what its client sends: wssure probe <url> --page <page> --subprotocol <name>, or --cookie and --header.';
  if (control.status === 429 || control.status === 503)
    return 'Wait until the server takes connections again, then scan again.';
  if (closedInTrouble(control))
    return 'Look into the log of the server, and of what stands behind it: scan again when its own page can connect.';
  if (control.outcome === 'closed')
    return 'Give the session that the server waits for with --cookie or --header, or its subprotocol with wssure probe --subprotocol.';
  return 'Scan again; if the answers keep changing, ask whoever runs the server whether a limit or a firewall steps in, or several servers behind one address differ.';
}

/** What a CDN answers to what it takes for a robot; a 401 is the server's own. */
function mayBeTurnedAway({ outcome, status }: Observation): boolean {
  return outcome === 'rejected' && (status === 403 || status === 429 || status === 503);
}
