import type { Machine } from '../machine.ts';
import { Items, Obj, valueIn } from '../values.ts';
import type { Value } from '../values.ts';
import { callMember, itemsOf } from './call.ts';
import { elementOf, flightRows } from './flight-rows.ts';
import type { FlightRows, Imported } from './flight-rows.ts';
import { FlightValues } from './flight-values.ts';

/** So much text (units), so many elements, and chunks of a component, at most are looked at. */
const bounds = { text: 4_000_000, elements: 500, chunks: 40 } as const;

/** A client component with the properties that the server gave it. */
export interface FlightElement {
  readonly component: Value;
  readonly properties: Value;
}

/**
 * The client components that a server has rendered into a page of React's server components (Next.js: `self.__next_f`), as
 * React's client would make them: it is not followed itself. Rows refer to modules of the page's bundle, which the
 * bundle's own `require` gives.
 */
export function flightElements(machine: Machine, parts: Iterable<Value>): readonly FlightElement[] {
  const text = flightText(parts);
  if (text === '') return [];
  const rows = flightRows(text);
  const elements: (readonly [Imported, unknown])[] = [];
  for (const model of rows.models.values()) collect(model, rows.imports, elements);
  if (elements.length === 0) return [];
  const require = requireOf(machine);
  if (require === undefined) return [];
  for (const { chunks } of rows.imports.values()) askForChunks(machine, rows, chunks, require);
  const component = ({ module, name }: Imported): Value => {
    const exported = machine.call(require, undefined, new Items([module]), machine.site);
    return name === '' || name === '*' ? exported : machine.get(exported, name);
  };
  const values = new FlightValues(machine, rows, component);
  return elements.map(([imported, properties]) => ({
    component: component(imported),
    properties: values.of(properties),
  }));
}

/**
 * Asks for the files that bring a component: React's client loads them where the document has no element for them. Their paths
 * are texts of the stream, or rows of it; webpack's are below the folder that its `require` knows (`publicPath`).
 */
function askForChunks(
  machine: Machine,
  { models }: FlightRows,
  chunks: readonly unknown[],
  require: Value,
): void {
  const folder = require instanceof Obj ? machine.get(require, 'p') : undefined;
  for (const chunk of chunks.slice(0, bounds.chunks)) {
    const path = typeof chunk === 'string' && chunk.startsWith('$') ? models.get(chunk.slice(1)) : chunk;
    if (typeof path !== 'string' || !path.endsWith('.js')) continue;
    const isBelow = typeof folder === 'string' && !/^(?:\/|https?:)/.test(path);
    const url = URL.parse(isBelow ? folder + path : path, machine.realm.baseUrl);
    if (url !== null) machine.imports.want(url.href, 'script', 'script', 'chunk', machine.site);
  }
}

/** The parts of the stream that the page holds, `[kind, text]`: React's client takes them out again when it starts. */
export function flightParts(machine: Machine): readonly Value[] {
  return itemsOf(valueIn(machine.globals.global, '__next_f'));
}

/** What `self.__next_f.push([1, text])` has put together. */
function flightText(parts: Iterable<Value>): string {
  let text = '';
  for (const entry of parts) {
    const [kind, part] = itemsOf(entry);
    if (kind === 1 && typeof part === 'string') text += part;
    if (text.length > bounds.text) return '';
  }
  return text;
}

/** Collects the elements of a model, `["$", type, key, properties]`, whose type is an import. */
function collect(
  model: unknown,
  imports: ReadonlyMap<string, Imported>,
  found: (readonly [Imported, unknown])[],
): void {
  const pending: unknown[] = [model];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const members: readonly unknown[] = Object.values(next);
    for (const member of members) pending.push(member);
    const element = elementOf(next);
    if (element === null) continue;
    const imported = imports.get(element.type.replace(/^\$L?/, ''));
    if (imported !== undefined && found.length < bounds.elements) found.push([imported, element.properties]);
  }
}

/** The name of a chunk that no page has. */
const ownChunk = 'wssure.js';

/** What a bundle's loader hands to the code that a chunk brings: its `require`. */
function requireOf(machine: Machine): Value {
  return webpackRequire(machine) ?? turbopackRequire(machine);
}

/** Webpack: `self.webpackChunk….push([[id], modules, (require) => …])`. */
function webpackRequire(machine: Machine): Value {
  const { global } = machine.globals;
  const name = [...global.members.keys()].find(
    (key) => typeof key === 'string' && key.startsWith('webpackChunk'),
  );
  const chunks = name === undefined ? undefined : machine.get(global, name);
  if (!(chunks instanceof Obj)) return undefined;
  let require: Value;
  const run = machine.native('run', ({ args: { values } }) => {
    require = values[0];
    return undefined;
  });
  const chunk = machine.array([machine.array([ownChunk]), machine.object(), run]);
  callMember(machine, chunks, 'push', new Items([chunk]));
  return require;
}

/** Turbopack: `TURBOPACK.push([script, id, (context) => …])`, then `[script, { otherChunks, runtimeModuleIds }]`. */
function turbopackRequire(machine: Machine): Value {
  const chunks = machine.get(machine.globals.global, 'TURBOPACK');
  if (!(chunks instanceof Obj)) return undefined;
  let context: Value;
  const run = machine.native('run', ({ args: { values } }) => {
    context = values[0];
    return undefined;
  });
  const starts = machine.object();
  starts.members.set('otherChunks', machine.array([]));
  starts.members.set('runtimeModuleIds', machine.array([ownChunk]));
  for (const parts of [[ownChunk, run], [starts]])
    callMember(machine, chunks, 'push', new Items([machine.array([ownChunk, ...parts])]));
  machine.runJobs(() => context !== undefined);
  const loader = context;
  return loader instanceof Obj
    ? machine.native('require', ({ args }) => callMember(machine, loader, 'i', args))
    : undefined;
}
