import type { Dependency } from './analysis.ts';

/** What makes two requests for a file the same. */
export function keyOf({ url, realm, goal }: Dependency): string {
  return `${url} ${realm} ${goal}`;
}

/** Each request once, where it was first made. */
export function distinct(dependencies: readonly Dependency[]): readonly Dependency[] {
  const seen = new Set<string>();
  return dependencies.filter((dependency) => {
    const key = keyOf(dependency);
    return !seen.has(key) && seen.add(key);
  });
}
