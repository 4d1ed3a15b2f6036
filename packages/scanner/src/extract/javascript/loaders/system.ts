import type { Site } from '../code.ts';
import { callMember, itemsOf } from '../components/call.ts';
import { mergeImportMaps, parseImportMap, emptyImportMap, resolveSpecifier } from '../../import-map.ts';
import { promiseOf } from '../evaluate/promise.ts';
import { plainMembers } from './plain-members.ts';
import type { Machine } from '../machine.ts';
import { Items, Obj, Unknown } from '../values.ts';
import type { Value } from '../values.ts';

interface Registration {
  readonly deps: readonly string[];
  readonly declare: Value;
}

/**
 * Modules in SystemJS' format, `System.register([…], declare)`, which bundlers write for old browsers and single-spa loads by
 * import maps. The loader itself is not followed.
 */
export class SystemModules {
  readonly #machine: Machine;
  readonly #namespaces = new Map<string, Obj>();
  readonly #named = new Map<string, Registration>();
  /** What files register without a name, by their URLs. */
  readonly #byFile = new Map<string, Registration>();

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** `System.register(name?, deps, declare)`. */
  register({ values }: Items, { script }: Site): void {
    const [name] = values;
    const [deps, declare] = typeof name === 'string' ? values.slice(1) : values;
    const registration = {
      deps: itemsOf(deps).map((dep) => (typeof dep === 'string' ? dep : '')),
      declare,
    };
    if (typeof name === 'string') this.#named.set(name, registration);
    else this.#byFile.set(script.source.url, registration);
  }

  /** `System.import(id)`: a promise of the module's namespace. */
  import(id: Value, site: Site, from = this.#machine.realm.baseUrl): Value {
    const value = typeof id === 'string' ? this.#namespaceOf(id, from, site) : new Unknown('a module');
    return promiseOf(this.#machine, { value });
  }

  #namespaceOf(id: string, from: string, site: Site): Value {
    const url = this.#named.has(id) ? id : this.#urlOf(id, from);
    if (url === null) return new Unknown('a module that was not read');
    const known = this.#namespaces.get(url);
    if (known !== undefined) return known;
    const registration = this.#named.get(id) ?? this.#load(url, site);
    if (registration === null) return new Unknown('a module that was not read');
    const namespace = new Obj('object', null);
    this.#namespaces.set(url, namespace);
    this.#run(registration, namespace, url, site);
    return namespace;
  }

  #run({ deps, declare }: Registration, namespace: Obj, url: string, site: Site): void {
    const machine = this.#machine;
    const exported = machine.native(
      'export',
      ({
        args: {
          values: [name, value],
        },
      }) => {
        if (typeof name === 'string') machine.store.write(namespace, name, value);
        else for (const [each, own] of plainMembers(name)) machine.store.write(namespace, each, own);
        return typeof name === 'string' ? value : name;
      },
    );
    const meta = machine.object();
    meta.members.set('url', url);
    const context = machine.object();
    context.members.set('meta', meta);
    context.members.set(
      'import',
      machine.native('import', (call) => this.import(call.args.values[0], call.site, url)),
    );
    const declared = machine.call(declare, undefined, new Items([exported, context]), site);
    if (!(declared instanceof Obj)) return;
    const setters = itemsOf(machine.get(declared, 'setters'));
    for (const [index, dep] of deps.entries()) {
      const given = this.#namespaceOf(dep, url, site);
      const setter = setters[index];
      if (setter instanceof Obj) machine.call(setter, undefined, new Items([given]), site);
    }
    callMember(machine, declared, 'execute');
  }

  #load(url: string, site: Site): Registration | null {
    const { imports } = this.#machine;
    imports.want(url, 'script', 'script', 'SystemJS module', site);
    return imports.runLoaded(url, 'script') ? (this.#byFile.get(url) ?? null) : null;
  }

  #urlOf(id: string, from: string): string | null {
    const { baseUrl, document } = this.#machine.realm;
    const maps = (document?.elements.list ?? [])
      .filter(({ tag, attributes }) => tag === 'script' && attributes['type'] === 'systemjs-importmap')
      .map(({ text }) => parseImportMap(text ?? '', baseUrl))
      .filter((map) => map !== null);
    return resolveSpecifier(id, from, maps.reduce(mergeImportMaps, emptyImportMap));
  }
}
