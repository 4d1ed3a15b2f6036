import { argument } from '../code.ts';
import type { Call } from '../code.ts';
import type { Machine } from '../machine.ts';
import { functionOfText } from '../evaluate/run-code.ts';
import { Frame, Scope } from '../scope.ts';
import { asyncIteratorSymbol, iteratorSymbol, Obj, Unknown, valueIn, slots } from '../values.ts';
import type { Value } from '../values.ts';
import { arrayConstructor, arrayMethods, arrayStatics } from './arrays.ts';
import { defineEvents } from './dispatch.ts';
import { defineBrowser } from './browser.ts';
import { mapPrototype, newMap, newSet, setPrototype } from './collections.ts';
import { defineCustomElements } from './custom-elements.ts';
import { defineNamedElements } from './named-elements.ts';
import { codingFunctions, jsonMethods } from './data.ts';
import { constructor, define } from './define.ts';
import { createDocument, elementPrototype } from './document.ts';
import { ElementTree } from './element-tree.ts';
import { defineErrors } from './errors.ts';
import { generatorPrototype } from './iterators.ts';
import {
  booleanConstructor,
  mathObject,
  numberConstants,
  numberConstructor,
  numberMethods,
  numberStatics,
} from './numbers.ts';
import { functionMethods, objectMethods, objectStatics, reflectStatics } from './objects.ts';
import { mapGroupBy } from './grouping.ts';
import { defineForms } from './form-data.ts';
import { defineObservers } from './observers.ts';
import { patternPrototype } from './patterns.ts';
import { newProxy, revocableProxy } from './proxies.ts';
import { newRegExp } from './regexp-constructor.ts';
import { newPromise, promisePrototype, promiseStatics } from './promises.ts';
import { defineRequests } from './requests.ts';
import { defineSockets } from './sockets.ts';
import { defineWorkers } from './workers.ts';
import { defineBlobs } from './blobs.ts';
import { defineBytes } from './bytes.ts';
import { stringConstructor, stringMethods, stringStatics } from './strings.ts';
import {
  locationMethods,
  newSearchParams,
  newUrl,
  searchParamsPrototype,
  urlPrototype,
  urlStatics,
} from './urls.ts';

type PrototypeName =
  | 'object'
  | 'function'
  | 'array'
  | 'string'
  | 'number'
  | 'regexp'
  | 'promise'
  | 'generator'
  | 'map'
  | 'set'
  | 'error'
  | 'url'
  | 'searchParams'
  | 'element';

/** What every script of a realm finds there. */
export interface Globals {
  readonly global: Obj;
  /** The variables that classic scripts share. */
  readonly scope: Scope;
  readonly location: Obj;
  /** Null in a worker. */
  readonly document: Obj | null;
  /** The elements of its markup. */
  readonly elements: ElementTree;
  readonly prototypes: Readonly<Record<PrototypeName, Obj>>;
  readonly objectToString: Value;
  /** Names that a browser does not define: other environments do, or Internet Explorer did. */
  readonly absent: ReadonlySet<string>;
}

const absent = new Set([
  'exports',
  'module',
  'require',
  'define',
  'process',
  'global',
  'Buffer',
  '__dirname',
  '__filename',
  'Deno',
  'Bun',
  'WorkerGlobalScope',
  'importScripts',
  'EdgeRuntime',
  'nativeRequire',
  'MozWebSocket',
  'ActiveXObject',
  'XDomainRequest',
  'attachEvent',
]);

export function createGlobals(machine: Machine): Globals {
  const prototypes = newPrototypes();
  const { object } = prototypes;
  const globals = {
    ...skeleton(machine, prototypes),
    document: null as Obj | null,
    elements: new ElementTree(machine, machine.realm.document?.elements ?? null),
    location: new Obj('location', object),
    objectToString: undefined as Value,
  };
  // The machine hands the globals out while they are being filled.
  (machine as { globals: Globals }).globals = globals;
  fill(machine, globals.prototypes);
  globals.objectToString = valueIn(object, 'toString');
  globals.location.members.set(slots.href, new URL(machine.realm.url).href);
  locationMethods(machine, globals.location);
  defineLanguage(machine, globals);
  defineBrowser(machine, globals.global);
  if (machine.realm.document !== null) {
    globals.document = createDocument(machine, globals.elements);
    globals.global.members.set('document', globals.document);
  }
  defineCustomElements(machine, globals.global);
  defineSockets(machine, globals.global);
  defineWorkers(machine, globals.global);
  defineBlobs(machine, globals.global);
  defineBytes(machine, globals.global);
  defineRequests(machine, globals.global);
  defineForms(machine, globals.global);
  defineObservers(machine, globals.global);
  defineNamedElements(machine, globals.global);
  return globals;
}

function newPrototypes(): Globals['prototypes'] {
  const object = new Obj('object', null);
  const inherit = (): Obj => new Obj('object', object);
  return {
    object,
    function: inherit(),
    array: inherit(),
    string: inherit(),
    number: inherit(),
    regexp: inherit(),
    promise: inherit(),
    generator: inherit(),
    map: inherit(),
    set: inherit(),
    error: inherit(),
    url: inherit(),
    searchParams: inherit(),
    element: inherit(),
  };
}

function skeleton(
  machine: Machine,
  prototypes: Globals['prototypes'],
): Pick<Globals, 'global' | 'scope' | 'prototypes' | 'absent'> {
  const global = new Obj('object', prototypes.object);
  global.open = true;
  const frame = new Frame({ script: machine.site.script, thisValue: global });
  const scope = new Scope(new Scope(null, frame, global), frame);
  return { global, scope, prototypes, absent };
}

function fill(machine: Machine, prototypes: Globals['prototypes']): void {
  define(machine, prototypes.object, objectMethods);
  define(machine, prototypes.function, functionMethods);
  define(machine, prototypes.array, arrayMethods);
  define(machine, prototypes.string, stringMethods);
  define(machine, prototypes.number, numberMethods);
  patternPrototype(machine, prototypes.regexp);
  copyInto(prototypes.promise, promisePrototype(machine));
  copyInto(prototypes.generator, generatorPrototype(machine));
  copyInto(prototypes.map, mapPrototype(machine));
  copyInto(prototypes.set, setPrototype(machine));
  copyInto(prototypes.url, urlPrototype(machine));
  copyInto(prototypes.searchParams, searchParamsPrototype(machine));
  copyInto(prototypes.element, elementPrototype(machine));
}

function copyInto(target: Obj, source: Obj): void {
  for (const [name, member] of source.members) target.members.set(name, member);
}

/** `Object(value)`. The object around a string or a number is not known. */
function objectOf(machine: Machine, value: Value): Value {
  if (value instanceof Obj || value instanceof Unknown) return value;
  return value === undefined || value === null ? machine.object() : new Unknown('an object of a primitive');
}

function defineLanguage(machine: Machine, { global, prototypes }: Globals): void {
  const set = (name: string, value: Value): void => void global.members.set(name, value);
  define(machine, global, codingFunctions);
  set(
    'Object',
    constructor(
      machine,
      'Object',
      prototypes.object,
      (call) => objectOf(machine, argument(call, 0)),
      objectStatics,
    ),
  );
  set('Function', constructor(machine, 'Function', prototypes.function, functionConstructor));
  set('Array', constructor(machine, 'Array', prototypes.array, arrayConstructor, arrayStatics));
  set('String', constructor(machine, 'String', prototypes.string, stringConstructor, stringStatics));
  const number = constructor(machine, 'Number', prototypes.number, numberConstructor, numberStatics);
  for (const [name, value] of Object.entries(numberConstants)) number.members.set(name, value);
  number.members.set('parseInt', valueIn(global, 'parseInt'));
  set('Number', number);
  const truths = define(machine, machine.object(), { valueOf: ({ thisValue }: Call) => thisValue });
  set('Boolean', constructor(machine, 'Boolean', truths, booleanConstructor));
  set('RegExp', constructor(machine, 'RegExp', prototypes.regexp, newRegExp));
  set('Promise', constructor(machine, 'Promise', prototypes.promise, newPromise, promiseStatics));
  for (const name of ['Map', 'WeakMap'])
    set(
      name,
      constructor(machine, name, prototypes.map, (call) => newMap(call, prototypes.map), {
        groupBy: mapGroupBy,
      }),
    );
  for (const name of ['Set', 'WeakSet'])
    set(
      name,
      constructor(machine, name, prototypes.set, (call) => newSet(call, prototypes.set)),
    );
  set('URL', constructor(machine, 'URL', prototypes.url, newUrl, urlStatics));
  set('URLSearchParams', constructor(machine, 'URLSearchParams', prototypes.searchParams, newSearchParams));
  set('JSON', define(machine, machine.object(), jsonMethods));
  set('Math', mathObject(machine));
  set('Reflect', define(machine, machine.object(), reflectStatics));
  set('Proxy', define(machine, machine.native('Proxy', newProxy), { revocable: revocableProxy }));
  defineEvents(machine, set);
  set('Symbol', symbolConstructor(machine));
  set('NaN', Number.NaN);
  set('Infinity', Number.POSITIVE_INFINITY);
  defineErrors(machine, global);
}

/** `Function('return this')` is the old way to the global object, in bundles too: not worth a parser. */
function functionConstructor({ machine, args, site }: Call): Value {
  const body = args.values.at(-1);
  if (typeof body === 'string' && /^\s*return this;?\s*$/.test(body))
    return machine.native('anonymous', () => machine.globals.global);
  return functionOfText(machine, args.values, site);
}

function describe(value: Value): string {
  return typeof value === 'string' ? value : '';
}

function symbolConstructor(machine: Machine): Obj {
  const registry = new Map<Value, symbol>();
  const made = machine.native('Symbol', (call) => Symbol(describe(argument(call, 0))));
  made.members.set('iterator', iteratorSymbol);
  made.members.set('asyncIterator', asyncIteratorSymbol);
  for (const name of ['toStringTag', 'hasInstance', 'toPrimitive', 'species'])
    made.members.set(name, Symbol(name));
  return define(machine, made, {
    for: (call) => {
      const key = argument(call, 0);
      const known = registry.get(key) ?? Symbol(describe(key));
      registry.set(key, known);
      return known;
    },
  });
}
