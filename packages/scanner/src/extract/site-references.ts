import type { FoundReference } from './document.ts';
import type { LibraryRecognition } from './javascript/libraries.ts';
import { literalReferences, wasPassed } from './javascript/literals.ts';
import { placeOf } from './javascript/place.ts';
import type { ScriptLines } from './javascript/place.ts';
import { isPackageBuild } from './javascript/package-build.ts';
import { withCodes } from './javascript/script.ts';
import type { Script } from './javascript/script.ts';
import type { Sighting } from './javascript/sightings.ts';
import { endOf, startOf } from './javascript/syntax.ts';
import type { Node } from './javascript/syntax.ts';
import { positionWithin, snippetAt } from './position.ts';

/**
 * What the scripts of a site say: the sockets that were seen to be opened, and the URLs that were not seen to be
 * used. A file that several documents run is in it once for each of them, with the same syntax tree.
 */
export function siteReferences(
  scripts: readonly Script[],
  sightings: readonly Sighting[],
  libraries: LibraryRecognition,
): FoundReference[] {
  const resolved = new Set(sightings.flatMap(({ site, url }) => (url === null ? [] : [site.node])));
  const kept = sightings.filter((sighting) => isTold(sighting, resolved, libraries));
  const byScript = new Map<Script, Sighting[]>();
  for (const sighting of kept) {
    const own = byScript.get(sighting.site.script);
    if (own) own.push(sighting);
    else byScript.set(sighting.site.script, [sighting]);
  }
  const seen = new Set(kept.map(({ site }) => site.node));
  const all = withCodes(scripts);
  const used = new Set([
    ...kept.flatMap(({ literals, url }) => (url === null ? [] : Array.from(literals))),
    ...all.flatMap(({ within }) => (within === null ? [] : [...within.literals])),
  ]);
  const found = all.flatMap((script) => {
    const own = byScript.get(script) ?? [];
    if (
      own.length +
        script.survey.sockets.length +
        script.survey.urlLiterals.size +
        script.comments.length +
        script.survey.patterns.length ===
      0
    )
      return [];
    const place = placeOf(script);
    const left = unreachedSockets(script, seen, libraries);
    const sockets = [...own, ...left].map((sighting) => socketReference(sighting, place));
    return sockets.concat(literalReferences(script, place, used, libraries));
  });
  return withoutDoubts(found);
}

/** A function whose text is made into a worker stands in one place and is evaluated twice: what is known there counts. */
function withoutDoubts(found: readonly FoundReference[]): FoundReference[] {
  const known = new Set(found.filter(({ url }) => url !== null).map(spotOf));
  return found.filter((reference) => reference.url !== null || !known.has(spotOf(reference)));
}

function spotOf({ location: { source, line, column } }: FoundReference): string {
  return JSON.stringify([source, line, column]);
}

/** Calls of the browser's constructor that a budget, or code that is not followed, kept from being evaluated. */
function unreachedSockets(
  script: Script,
  seen: ReadonlySet<Node>,
  libraries: LibraryRecognition,
): Sighting[] {
  if (libraries.isLibraryFile(script) || isPackageBuild(script)) return [];
  return script.survey.sockets.flatMap(({ node, functions }) => {
    const isSeen = seen.has(node) || wasPassed(script, functions);
    if (isSeen || libraries.isInternal(script, node)) return [];
    return [
      {
        site: { script, node },
        library: 'websocket',
        url: null,
        unresolved: 'the analysis did not come to it',
        protocols: [],
        literals: new Set(),
      },
    ] as const;
  });
}

/**
 * A place that is resolved is not also told to be unresolved; a library's own socket code is not the page's, though
 * a client that its file makes for the page is.
 */
function isTold(
  { site, url, library }: Sighting,
  resolved: ReadonlySet<Node>,
  libraries: LibraryRecognition,
): boolean {
  if (libraries.isInternal(site.script, site.node)) return false;
  if ((library === 'websocket' || url === null) && libraries.isLibraryFile(site.script)) return false;
  return url !== null || !resolved.has(site.node);
}

function socketReference(
  { site, library, url, unresolved, protocols, dialect }: Sighting,
  { lines, start }: ScriptLines,
): FoundReference {
  const { url: source, text } = site.script.source;
  const offset = startOf(site.node);
  return {
    library,
    role: 'connects',
    expression: expressionAt(text, site.node),
    url,
    ...(unresolved !== undefined && { unresolved }),
    protocols,
    location: {
      source,
      ...positionWithin(start, lines.positionAt(offset)),
      snippet: snippetAt(text, offset),
    },
    ...(dialect !== undefined && { dialect }),
  };
}

function expressionAt(text: string, node: Node): string {
  return text.slice(startOf(node), Math.min(endOf(node), startOf(node) + 300));
}
