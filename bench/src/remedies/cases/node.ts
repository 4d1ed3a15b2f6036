import type { RemedyCase } from '../case.ts';
import { npmVersion, runNode } from '../programs.ts';

/** Stacks of Node, with the packages that bench/servers/packages.json pins. */
export const nodeCases: readonly RemedyCase[] = [node('node-ws', 'ws'), node('node-ws-noserver', 'ws')];

function node(recipe: string, npmPackage: string, more: Partial<RemedyCase> = {}): RemedyCase {
  return {
    recipe,
    program: 'server.mjs',
    version: () => npmVersion(npmPackage),
    start: runNode,
    ...more,
  };
}
