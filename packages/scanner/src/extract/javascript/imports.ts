import type { SourceKind } from '../../artifacts.ts';
import type { Dependency } from '../analysis.ts';
import { emptyImportMap, resolveSpecifier } from '../import-map.ts';
import { runModule } from './evaluate/module.ts';
import type { ModuleRecord } from './evaluate/module.ts';
import type { Machine } from './machine.ts';
import type { Script } from './script.ts';
import type { Node } from './syntax.ts';
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

  /** Runs a module that a document's own element names. */
  run(script: Script): void {
    const known = this.#modules.get(script.source.url);
    runModule(
      this.#machine,
      known?.script === script ? known : { script, namespace: new Obj('object', null), started: false },
    );
  }

  /** Runs a script that a worker imports, in the worker's own realm. */
  runScript(url: string): void {
    const script = this.#scripts.find(({ source, goal }) => goal === 'script' && source.url === url);
    if (script === undefined || this.#imported.has(script)) return;
    this.#imported.add(script);
    this.#machine.runProgram(script, this.#machine.globals.scope);
  }

  /** Whether `importScripts` ran a script already. */
  wasImported(script: Script): boolean {
    return this.#imported.has(script);
  }

  /** The exports of what a specifier stands for, run if it was not yet. */
  namespaceOf(specifier: string, from: Script, via: string, node: Node): Value {
    const url = resolveSpecifier(
      specifier,
      URL.canParse(from.source.url) ? from.source.url : from.source.baseUrl,
      this.#machine.realm.document?.importMap ?? emptyImportMap,
    );
    const library = this.#machine.libraries.byImport(this.#machine, specifier, url);
    if (url === null) return library ?? new Unknown(`the package ${specifier.slice(0, 60)} was not read`);
    this.want(url, 'module', 'module', via, from, node);
    const module = this.#modules.get(url);
    if (module === undefined) {
      this.#machine.realm.missing.add(url);
      return library ?? new Unknown(`${url} was not read`);
    }
    runModule(this.#machine, module);
    return module.namespace;
  }

  /** Notes that a script asks for a file. */
  want(
    url: string,
    kind: SourceKind,
    goal: 'script' | 'module',
    via: string,
    script: Script,
    node: Node,
  ): void {
    const absolute = withoutFragment(url);
    if (absolute !== null && !this.#wanted.has(absolute))
      this.#wanted.set(absolute, { url: absolute, kind, goal, via, script, node });
  }

  /** What a script asked for; positions are filled in by the caller, who has the lines. */
  wantedBy(script: Script, lineOf: (node: Node) => number): Dependency[] {
    return [...this.#wanted.values()]
      .filter((wanted) => wanted.script === script)
      .map(({ url, kind, goal, via, node }) => ({
        url,
        kind,
        goal,
        realm: kind === 'worker' ? url : script.source.realm,
        from: { source: script.source.url, line: lineOf(node) },
        via,
      }));
  }
}

function withoutFragment(url: string): string | null {
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return null;
  parsed.hash = '';
  return parsed.href;
}
