import { jsonValue } from '../globals/data.ts';
import type { Machine } from '../machine.ts';
import { Items, Obj } from '../values.ts';
import type { Value } from '../values.ts';
import { callMember, itemsOf } from './call.ts';

/** So many rows and elements at most are looked at; text units. */
const bounds = { text: 4_000_000, elements: 500 } as const;

/** A component of the page's scripts: what a row of imports says. */
interface Imported {
  readonly module: string | number;
  readonly name: string;
}

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
export function flightElements(machine: Machine): readonly FlightElement[] {
  const text = flightText(machine);
  if (text === '') return [];
  const { imports, models } = rowsOf(text);
  const elements: (readonly [Imported, unknown])[] = [];
  for (const model of models) collect(model, imports, elements);
  if (elements.length === 0) return [];
  const require = requireOf(machine);
  if (require === undefined) return [];
  return elements.map(([{ module, name }, properties]) => {
    const exported = machine.call(require, undefined, new Items([module]), machine.site);
    const component = name === '' || name === '*' ? exported : machine.get(exported, name);
    return { component, properties: propertiesOf(machine, properties) };
  });
}

/** What `self.__next_f.push([1, text])` has put together. */
function flightText(machine: Machine): string {
  let text = '';
  for (const entry of itemsOf(machine.get(machine.globals.global, '__next_f'))) {
    const [kind, part] = itemsOf(entry);
    if (kind === 1 && typeof part === 'string') text += part;
    if (text.length > bounds.text) return '';
  }
  return text;
}

/** The rows of a stream: `<hex id>:<tag><JSON>\n`; those of plain text (`T<hex length>,`) have no end of line. */
function rowsOf(text: string): {
  readonly imports: ReadonlyMap<string, Imported>;
  readonly models: readonly unknown[];
} {
  const imports = new Map<string, Imported>();
  const models: unknown[] = [];
  const row = /([\da-f]*):([A-Z]?)([^\n]*)\n?/g;
  for (let match = row.exec(text); match !== null && match[0] !== ''; match = row.exec(text)) {
    const [, id = '', tag, rest = ''] = match;
    if (tag === 'T') {
      const length = /^([\da-f]+),/.exec(rest);
      if (length === null) continue;
      row.lastIndex = match.index + match[0].indexOf(',') + 1 + Number.parseInt(length[1] ?? '0', 16);
      continue;
    }
    const value = tag === '' || tag === 'I' ? parsed(rest) : undefined;
    if (tag === '' && value !== undefined) models.push(value);
    if (tag !== 'I' || !Array.isArray(value)) continue;
    const [module, , name = ''] = value as readonly unknown[];
    if ((typeof module === 'string' || typeof module === 'number') && typeof name === 'string')
      imports.set(id, { module, name });
  }
  return { imports, models };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
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
    pending.push(...Object.values(next));
    if (!Array.isArray(next)) continue;
    const [mark, type, , properties] = next as readonly unknown[];
    if (mark !== '$' || typeof type !== 'string' || properties === undefined) continue;
    const imported = imports.get(type.replace(/^\$L?/, ''));
    if (imported !== undefined && found.length < bounds.elements) found.push([imported, properties]);
  }
}

/** The properties of an element as a value. What stands for something else in them (`$L3`, `$@8`) is left out. */
function propertiesOf(machine: Machine, properties: unknown): Value {
  const text = JSON.stringify(properties, (_name, value: unknown) =>
    typeof value !== 'string' || !value.startsWith('$')
      ? value
      : value.startsWith('$$')
        ? value.slice(1)
        : undefined,
  );
  const value = jsonValue(machine, text);
  if (value instanceof Obj) value.open = true;
  return value;
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
