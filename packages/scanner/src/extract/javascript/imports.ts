import type { SourceKind } from '../../artifacts.ts';
import type { Dependency } from '../analysis.ts';
import { emptyImportMap, resolveSpecifier } from '../import-map.ts';
import { runModule } from './evaluate/module.ts';
import type { ModuleRecord } from './evaluate/module.ts';
import type { Machine } from './machine.ts';
import type { Script } from './script.ts';
import { hasMarker } from './evaluate/markers.ts';
import { positionIn } from './place.ts';
import type { Site } from './code.ts';
import { startOf } from './syntax.ts';
import type { Node } from './syntax.ts';
import { keyText } from './evaluate/key-text.ts';
import { jsonValue } from './globals/data.ts';
import { Obj, Unknown } from './values.ts';
import type { Value } from './values.ts';

/** The modules of a realm, and the files that its scripts ask for. */
export class Imports {
  readonly #machine: Machine;
  readonly #scripts: readonly Script[];
  readonly #imported = new Set<Script>();
  readonly #modules = new Map<string, ModuleRecord>();
  /** Index of `document.currentScript` among the document's elements. */
  currentElement: number | null = null;
  /** The elements that scripts have put into the document to load others, by what they load. */
  readonly inserted = new Map<string, Obj>();
  /** That of the script that runs; null where the document has it. */
  insertedElement: Obj | null = null;
  readonly #wanted = new Map<
    string,
    {
      readonly url: string;
      readonly kind: SourceKind;
      readonly goal: 'script' | 'module';
      readonly via: string;
      readonly script: Script;
      readonly node: Node;
    }
  >();

  constructor(machine: Machine, scripts: readonly Script[]) {
    this.#machine = machine;
    this.#scripts = scripts;
    for (const script of scripts)
      if (script.goal === 'module')
        this.#modules.set(script.source.url, { script, namespace: new Obj('object', null), started: false });
  }

  /** The exports of the modules that have run. */
  get namespaces(): readonly Obj[] {
    return [...this.#modules.values()].filter(({ started }) => started).map(({ namespace }) => namespace);
  }

  /** Runs a module that a document's own element names. */
  run(script: Script): void {
    const known = this.#modules.get(script.source.url);
    runModule(
      this.#machine,
      known?.script === script ? known : { script, namespace: new Obj('object', null), started: false },
    );
  }

  /** Runs a script that `importScripts` or the document's own code loads, in the realm of that; false where it was not read. */
  runScript(url: string): boolean {
    const script = this.#scripts.find(({ source, goal }) => goal === 'script' && source.url === url);
    if (script !== undefined && this.begins(script)) this.#machine.runScript(script);
    return script !== undefined;
  }

  /** Runs what an inserted element loads; false where it was not read. */
  runLoaded(url: string, goal: 'script' | 'module'): boolean {
    const module = goal === 'module' ? this.#modules.get(url) : undefined;
    if (module === undefined) return this.runScript(url);
    runModule(this.#machine, module);
    return true;
  }

  /** Whether a classic script is still to be run: each is once. */
  begins(script: Script): boolean {
    return !this.#imported.has(script) && this.#imported.add(script).size > 0;
  }

  /** What a specifier stands for in a script, import map and all; null where that is nothing. */
  urlOf(specifier: string, from: Script): string | null {
    const { document } = this.#machine.realm;
    return resolveSpecifier(specifier, addressOf(from), document?.importMap ?? emptyImportMap);
  }

  /** The exports of what a specifier stands for, run if it was not yet. */
  namespaceOf(specifier: string, from: Script, via: string, node: Node): Value {
    const url = this.urlOf(specifier, from);
    if (url !== null && isJsonImport(node)) return this.#json(url, via, { script: from, node });
    const library = (): Value | null => this.#machine.libraries.byImport(this.#machine, specifier, url);
    if (url === null) return library() ?? new Unknown(`the package ${specifier.slice(0, 60)} was not read`);
    this.want(url, 'module', 'module', via, { script: from, node });
    const module = this.#modules.get(url) ?? this.#passedOver(url);
    if (module === undefined) {
      this.#machine.realm.missing.add(url);
      return library() ?? new Unknown(`${url} was not read`);
    }
    runModule(this.#machine, module);
    return module.namespace;
  }

  /** Whether an import stands for a module that was read and is parsed only when code draws on it. */
  isPassedOver(specifier: string, from: Script): boolean {
    const url = this.urlOf(specifier, from);
    return url !== null && !this.#modules.has(url) && this.#machine.realm.passedOver.has(url);
  }

  #passedOver(url: string): ModuleRecord | undefined {
    const script = this.#machine.realm.passedOver.module(url);
    if (script === null) return undefined;
    const record = { script, namespace: new Obj('object', null), started: false };
    this.#modules.set(url, record);
    return record;
  }

  #json(url: string, via: string, site: Site): Value {
    this.want(url, 'json', 'module', via, site);
    const text = this.#machine.realm.files.get(url);
    if (text === undefined) return new Unknown(`${url} was not read`);
    const namespace = new Obj('object', null);
    namespace.members.set('default', jsonValue(this.#machine, text));
    return namespace;
  }

  /** Notes that a script asks for a file. */
  want(url: string, kind: SourceKind, goal: 'script' | 'module', via: string, { script, node }: Site): void {
    const absolute = withoutFragment(url);
    if (absolute !== null && !this.#wanted.has(absolute))
      this.#wanted.set(absolute, { url: absolute, kind, goal, via, script, node });
  }

  /** What the realm's scripts asked for. */
  get wanted(): Dependency[] {
    return [...this.#wanted.values()].map(({ url, kind, goal, via, script, node }) => ({
      url,
      kind,
      goal,
      realm: kind === 'worker' || kind === 'frame' ? url : script.source.realm,
      from: { source: script.source.url, line: positionIn(script, startOf(node)).line },
      via,
    }));
  }
}

/** What a module's imports are resolved against: where it came from, redirects followed. */
function addressOf({ source: { url, redirectedTo, baseUrl } }: Script): string {
  const address = redirectedTo ?? url;
  return URL.canParse(address) ? address : baseUrl;
}

/** Whether an import says `with { type: 'json' }` (ECMAScript, 16.2.2). */
function isJsonImport(node: Node): boolean {
  if (node.type === 'ImportExpression') {
    const type = memberNode(memberNode(node.options, 'with'), 'type');
    return type?.type === 'Literal' && type.value === 'json';
  }
  const named =
    node.type === 'ImportDeclaration' ||
    node.type === 'ExportNamedDeclaration' ||
    node.type === 'ExportAllDeclaration';
  if (!named) return false;
  return (node.attributes ?? []).some(({ key, value }) => keyText(key) === 'type' && value.value === 'json');
}

function memberNode(object: Node | null | undefined, name: string): Node | null {
  if (object?.type !== 'ObjectExpression') return null;
  for (const property of object.properties)
    if (property.type === 'Property' && keyText(property.key) === name) return property.value;
  return null;
}

function withoutFragment(url: string): string | null {
  const parsed = URL.parse(url);
  if (parsed === null || !/^(?:https?|data):$/.test(parsed.protocol)) return null;
  // A part that is not known was carried along as a character of no script's own.
  if (hasMarker(parsed.href)) return null;
  parsed.hash = '';
  return parsed.href;
}
