import type { SourceRecord } from '../artifacts.ts';
import { devServerOfScript, devServers, type DevServer } from '../dev-servers.ts';
import { isLoopbackUrl } from '../hosts.ts';
import { hasUnresolved, unresolvedSockets } from './blind-spots.ts';
import { devServerOf } from './dev-server-sockets.ts';
import { defineRule, type Draft, type Facts, type JudgedEndpoint } from './rule.ts';

export default defineRule({
  meta: {
    id: 'dev-server-socket',
    title: "A development server's socket is in the page",
    description:
      "The page carries the hot-reloading client of a development server, or opens that server's socket.",
    level: 'warn',
    severity: 'medium',
    standards: { cwe: [489], asvs: ['13.4.2'], pciDss: [] },
    references: [
      'https://cwe.mitre.org/data/definitions/489.html',
      'https://github.com/vitejs/vite/security/advisories/GHSA-vg6x-rcgg-rjx6',
      'https://webpack.js.org/configuration/dev-server/#devserverallowedhosts',
    ],
    probes: ['control'],
  },
  needs: ['page', 'sources', 'references', 'endpoints', 'scope'],
  appliesTo: ({ sources, references, endpoints }) =>
    sources.length > 0 ||
    endpoints.length > 0 ||
    hasUnresolved(references) ||
    'neither a script nor a WebSocket was looked at',
  *assess(facts) {
    const told = new Set<string>();
    const clients = clientsIn(facts.sources);
    for (const endpoint of facts.endpoints) {
      const recognised = devServerOf(endpoint, facts.references);
      if (!recognised) {
        if (endpoint.notProbed && wouldTell(endpoint)) yield { kind: 'unjudged', reason: unheard(endpoint) };
        continue;
      }
      told.add(recognised.server.id);
      yield openSocket(endpoint, recognised, clients, facts);
    }
    for (const server of devServers.filter(({ id }) => !told.has(id))) {
      if (clients.has(server.id)) yield idleClient(server, clients, facts);
    }
    yield* unresolvedSockets(facts);
  },
});

/** Whether only what the server says would tell it for a development server's. */
function wouldTell({ url }: JudgedEndpoint): boolean {
  const { pathname } = new URL(url);
  return devServers.some(({ messages }) => messages?.path.test(pathname));
}

function unheard({ url, notProbed }: JudgedEndpoint): string {
  return `${url}: what its server says was not heard: ${notProbed?.reason ?? 'no handshake was made'}`;
}

type Seen = Pick<Facts, 'page' | 'scope'>;

/** The URLs of the clients of development servers, by the server's id. */
type Clients = ReadonlyMap<string, ReadonlySet<string>>;

/** Kinds of sources whose URL is their document's. */
const inDocument: ReadonlySet<string> = new Set(['page', 'inline', 'handler']);

/** What was wanted and not read still stands in the page. */
function clientsIn(sources: readonly SourceRecord[]): Clients {
  const clients = new Map<string, Set<string>>();
  for (const { url, devServer, kind } of sources) {
    const byUrl = inDocument.has(kind) ? null : devServerOfScript(url);
    for (const id of [devServer, byUrl?.id])
      if (id !== undefined) clients.set(id, (clients.get(id) ?? new Set()).add(url));
  }
  return clients;
}

function openSocket(
  endpoint: JudgedEndpoint,
  { server, by }: { readonly server: DevServer; readonly by: string },
  clients: Clients,
  seen: Seen,
): Draft {
  return {
    kind: 'finding',
    endpoint: endpoint.url,
    references: endpoint.references,
    message: `${endpoint.url} is the socket of ${server.name}'s development server, by ${by}. ${why(seen, endpoint)}`,
    ...rest(server, clients, seen, { recognisedBy: by }),
  };
}

function idleClient(server: DevServer, clients: Clients, seen: Seen): Draft {
  const scripts = [...(clients.get(server.id) ?? [])];
  return {
    kind: 'finding',
    endpoint: null,
    references: [],
    identity: server.id,
    message: `The page carries the hot-reloading client of ${server.name}'s development server, in ${scripts.slice(0, 3).join(' and ')}. ${why(seen)}`,
    ...rest(server, clients, seen, { recognisedBy: 'its client' }),
  };
}

function rest(
  server: DevServer,
  clients: Clients,
  seen: Seen,
  evidence: Draft['evidence'],
): Pick<Draft, 'evidence' | 'remediation' | 'severity'> {
  return {
    evidence: {
      server: server.name,
      ...evidence,
      clients: [...(clients.get(server.id) ?? [])],
      local: isLocal(seen),
    },
    remediation: { summary: server.fix },
    severity: isLocal(seen) ? 'info' : 'medium',
  };
}

function isLocal({ page, scope }: Seen): boolean {
  const url = page?.url ?? scope.pageOrigin;
  return url !== null && isLoopbackUrl(url);
}

function why(seen: Seen, endpoint: JudgedEndpoint | null = null): string {
  return isLocal(seen)
    ? `This page is on your own machine, where that is as it should be while you develop; it must not be in what you deploy.${openDoor(endpoint)}`
    : 'Such a server is made for one developer: it tells whoever connects when and what is being built, its errors with source code and paths, and its kind has let other websites read its sources. In a page that visitors load it has no use.';
}

/** What other websites can do while the developer looks at them. */
function openDoor(endpoint: JudgedEndpoint | null): string {
  if (endpoint?.originPolicy === 'missing')
    return ' It answers every Origin, so any website that you visit meanwhile can listen to it.';
  return endpoint === null
    ? ' Where such a server checks no Origin, any website that you visit meanwhile can listen to it.'
    : '';
}
