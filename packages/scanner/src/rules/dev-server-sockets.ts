import type { Reference } from '../artifacts.ts';
import { devServerOfSocket, type DevServer } from '../dev-servers.ts';
import type { JudgedEndpoint } from './rule.ts';

/** The development server that an endpoint belongs to, and by what it is told; or null. */
export function devServerOf(
  endpoint: JudgedEndpoint,
  references: readonly Reference[],
): { readonly server: DevServer; readonly by: string } | null {
  return devServerOfSocket({
    url: endpoint.url,
    protocols: endpoint.protocols,
    messages: endpoint.observations.flatMap(({ messages }) => messages),
    references: endpoint.references.flatMap((id) => {
      const reference = byId(references).get(id);
      return reference ? [{ expression: reference.expression, source: reference.location.source }] : [];
    }),
  });
}

/** Each endpoint and each finding asks, and a page may hold thousands of all three. */
const known = new WeakMap<readonly Reference[], ReadonlyMap<string, Reference>>();

function byId(references: readonly Reference[]): ReadonlyMap<string, Reference> {
  const index = known.get(references) ?? new Map(references.map((reference) => [reference.id, reference]));
  known.set(references, index);
  return index;
}

/** Rules about what a server's own code checks, which the user of a build tool does not write. */
const aboutItsChecks: ReadonlySet<string> = new Set([
  'origin-not-validated',
  'origin-validated-weakly',
  'origin-undetermined',
  'fallback-cross-origin',
]);

/** What mends a rule's finding where the server is a build tool's; null where the rule's own fix holds for it too. */
export function devServerFix({ fix }: DevServer, rule: string): string | null {
  return aboutItsChecks.has(rule)
    ? `${fix} Who may open its socket is that program's decision: while you develop, keep it up to date and on a loopback address, and stop it when you do not use it.`
    : null;
}

/** Whether what is said of sessions and tokens would miss the point: a build tool's socket has neither. */
export function isDevServerSocket(endpoint: JudgedEndpoint, references: readonly Reference[]): boolean {
  return devServerOf(endpoint, references) !== null;
}
