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
    references: endpoint.references.flatMap((id) => byId(references).get(id) ?? []),
  });
}

/** Each endpoint and each finding asks, and a page may hold thousands of all three. */
const known = new WeakMap<readonly Reference[], ReadonlyMap<string, Reference>>();

function byId(references: readonly Reference[]): ReadonlyMap<string, Reference> {
  const index = known.get(references) ?? new Map(references.map((reference) => [reference.id, reference]));
  known.set(references, index);
  return index;
}

/** Whether what is said of sessions and tokens would miss the point: a build tool's socket has neither. */
export function isDevServerSocket(endpoint: JudgedEndpoint, references: readonly Reference[]): boolean {
  return devServerOf(endpoint, references) !== null;
}
