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
    references: references.filter(({ id }) => endpoint.references.includes(id)),
  });
}

/** Whether what is said of sessions and tokens would miss the point: a build tool's socket has neither. */
export function isDevServerSocket(endpoint: JudgedEndpoint, references: readonly Reference[]): boolean {
  return devServerOf(endpoint, references) !== null;
}
