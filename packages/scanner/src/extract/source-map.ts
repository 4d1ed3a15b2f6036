import { FlattenMap, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import type { SourceLocation } from '../artifacts.ts';
import type { Position } from './position.ts';

export type Original = NonNullable<SourceLocation['original']>;

/**
 * Where places of a generated script come from, by its source map: null for those that the map does not know.
 * The map is data of the site: it may be anything, name anything, and be of any size up to the caller's limit.
 *
 * @param places 1-based, columns in UTF-16 units
 * @returns why it is no source map, where it is none
 */
export function originalsOf(
  mapText: string,
  places: readonly Position[],
): readonly (Original | null)[] | { readonly error: string } {
  const lines = Math.max(0, ...places.map(({ line }) => line));
  try {
    const map = traceMap(JSON.parse(mapText.replace(/^\)\]\}'[^\n]*/, '')), lines);
    if (map === null) return { error: 'it is not a source map of version 3' };
    return places.map(({ line, column }) => {
      const found = originalPositionFor(map, { line, column: column - 1 });
      return found.source === null ? null : original(found.source, found.line, found.column + 1);
    });
  } catch {
    return { error: 'it is not a source map that can be decoded' };
  }
}

function original(source: unknown, line: number, column: number): Original | null {
  if (typeof source !== 'string' || !isPlace(line) || !isPlace(column)) return null;
  const shown = sourcePath(source);
  return shown === '' ? null : { source: shown, line, column };
}

/** The map, or the map of maps, with what is needed for the first `lines` lines and nothing else. */
function traceMap(value: unknown, lines: number): TraceMap | null {
  if (!isRecord(value) || value['version'] !== 3) return null;
  if (!Array.isArray(value['sections'])) {
    const map = plainMap(value, lines);
    return map && new TraceMap(map);
  }
  const sections = value['sections'].flatMap((section: unknown) => sectionOf(section, lines) ?? []);
  return new FlattenMap({ version: 3, sections });
}

/** One map of an index map (ECMA-426 section 9.1); none that starts behind the lines that are needed. */
function sectionOf(
  section: unknown,
  lines: number,
): { offset: { line: number; column: number }; map: PlainMap } | null {
  if (!isRecord(section) || !isRecord(section['offset']) || !isRecord(section['map'])) return null;
  const { line, column } = section['offset'];
  if (!isCount(line) || !isCount(column) || line >= lines) return null;
  const map = plainMap(section['map'], lines - line);
  return map && { offset: { line, column }, map };
}

interface PlainMap {
  readonly version: 3;
  readonly sources: (string | null)[];
  readonly sourceRoot?: string;
  readonly names: string[];
  readonly mappings: string;
}

function plainMap(value: Readonly<Record<string, unknown>>, lines: number): PlainMap | null {
  const { sources, sourceRoot, mappings } = value;
  if (!Array.isArray(sources) || typeof mappings !== 'string') return null;
  return {
    version: 3,
    sources: sources.map((source: unknown) => (typeof source === 'string' ? source : null)),
    ...(typeof sourceRoot === 'string' && { sourceRoot }),
    names: [],
    mappings: firstLines(mappings, lines),
  };
}

/** The mappings of the first lines: those of later ones change nothing before them, and may be millions. */
function firstLines(mappings: string, lines: number): string {
  let end = -1;
  for (let line = 0; line < lines; line += 1) {
    end = mappings.indexOf(';', end + 1);
    if (end === -1) return mappings;
  }
  return mappings.slice(0, Math.max(0, end));
}

const longestPath = 300;

/**
 * A source as people know it: without the scheme that a bundler invented, the way up from the map's folder, and what
 * the bundler asks of the module. URLs stay URLs.
 */
export function sourcePath(source: string): string {
  const plain = source.replaceAll('\0', '').replaceAll('\\', '/').replace(/\?.*$/s, '');
  if (/^https?:\/\//.test(plain)) return plain.slice(0, longestPath);
  const path = plain
    .replace(/^file:\/\//, '')
    .replace(/^[a-z][\w+.-]*:\/\/[^/]*\//i, '')
    .replace(/^\/*\[project\]\//, '');
  const segments = path
    .split('/')
    .filter((segment, index) => segment !== '.' && (segment !== '' || index === 0));
  const first = segments.findIndex((segment) => segment !== '..');
  return first === -1 ? '' : segments.slice(first).join('/').slice(-longestPath);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isPlace(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1;
}
