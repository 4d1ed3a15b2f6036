import type { Site } from '../code.ts';
import { itemsOf } from '../components/call.ts';
import { plainMembers } from './plain-members.ts';
import type { Machine } from '../machine.ts';
import { Items, Obj, Unknown, valueIn } from '../values.ts';
import type { Value } from '../values.ts';

const notRead = new Unknown('a module that was not read');

/** A module that was defined: what it wants, and what makes it. */
interface Definition {
  /** Its name, or the URL of its file. */
  readonly id: string;
  readonly deps: readonly string[] | null;
  readonly factory: Value;
}

/**
 * AMD modules, as RequireJS and its like load them by name: `define(…)`, `require([…], …)`, `require.config(…)`. The loaders
 * wait for events and clocks, and are not followed.
 */
export class Amd {
  readonly #machine: Machine;
  readonly #defined = new Map<string, Definition>();
  /** What files define without a name, by their URLs. */
  readonly #byFile = new Map<string, Omit<Definition, 'id'>>();
  readonly #exports = new Map<string, Value>();
  readonly #paths = new Map<string, string>();
  readonly #tried = new Set<string>();
  #baseUrl: string;

  constructor(machine: Machine) {
    this.#machine = machine;
    this.#baseUrl = machine.realm.baseUrl;
  }

  /** `define(name?, deps?, factory)`. */
  define({ values }: Items, { script }: Site): void {
    const [name] = values;
    const rest = typeof name === 'string' ? values.slice(1) : values;
    const hasDeps = rest.length > 1 && isList(rest[0]);
    const definition = { deps: hasDeps ? namesOf(rest[0]) : null, factory: rest[hasDeps ? 1 : 0] };
    if (typeof name === 'string') this.#defined.set(name, { id: name, ...definition });
    else this.#byFile.set(script.source.url, definition);
  }

  /** `require(config?, deps, callback)`, or `require(name)` for what was loaded. */
  require({ values }: Items, site: Site, from = ''): Value {
    const [first, second, third] = values;
    if (typeof first === 'string') return this.#exportsOf(first, from, site);
    if (!isList(first)) {
      this.configure(first, site);
      return isList(second) ? this.require(new Items([second, third]), site, from) : undefined;
    }
    const given = namesOf(first).map((name) => this.#exportsOf(name, from, site));
    this.#machine.tasks.timer(() => void this.#machine.call(second, undefined, new Items(given), site));
    return undefined;
  }

  /** `require.config({ baseUrl, paths, deps, callback })`. */
  configure(config: Value, site: Site): void {
    if (!(config instanceof Obj)) return;
    const base = valueIn(config, 'baseUrl');
    const url =
      typeof base === 'string' ? URL.parse(base.replace(/\/?$/, '/'), this.#machine.realm.baseUrl) : null;
    if (url !== null) this.#baseUrl = url.href;
    const paths = valueIn(config, 'paths');
    for (const [name, path] of plainMembers(paths)) {
      const [only] = typeof path === 'string' ? [path] : itemsOf(path);
      if (typeof only === 'string') this.#paths.set(name, only);
    }
    const deps = valueIn(config, 'deps');
    if (isList(deps))
      this.#machine.tasks.load(() => void this.require(new Items([deps, valueIn(config, 'callback')]), site));
  }

  /** `data-main`: the module with which a page begins; its folder is where the others are, if nothing else says so. */
  begin(main: string, site: Site): void {
    const url = URL.parse(main.replace(/(?:\.js)?$/, '.js'), this.#machine.realm.baseUrl);
    if (url === null) return;
    this.#baseUrl = new URL('.', url).href;
    this.#machine.tasks.load(() => void this.#exportsOf(url.href, '', site));
  }

  #exportsOf(name: string, from: string, site: Site): Value {
    if (name.includes('!')) return new Unknown('what a plug-in of a loader gives');
    const id = /^\.\.?\//.test(name) ? relativeTo(from, name) : name;
    if (this.#exports.has(id)) return this.#exports.get(id);
    const definition = this.#defined.get(id) ?? this.#load(id, site);
    if (definition === null) return notRead;
    const exported = this.#machine.object();
    this.#exports.set(id, exported);
    const made = this.#make(definition, exported, site);
    this.#exports.set(id, made);
    return made;
  }

  #make({ id, deps, factory }: Definition, exported: Obj, site: Site): Value {
    if (!(factory instanceof Obj) || factory.code === null) return factory;
    const module = this.#machine.object();
    module.members.set('exports', exported);
    module.members.set('id', id);
    const require = this.#machine.native('require', (call) => this.require(call.args, call.site, id));
    const own: ReadonlyMap<string, Value> = new Map<string, Value>([
      ['require', require],
      ['exports', exported],
      ['module', module],
    ]);
    const given = (deps ?? [...own.keys()]).map((name) =>
      own.has(name) ? own.get(name) : this.#exportsOf(name, id, site),
    );
    const returned = this.#machine.call(factory, undefined, new Items(given), site);
    return returned === undefined ? this.#machine.get(module, 'exports') : returned;
  }

  /** Runs the file that holds a module; null where it was not read (it is asked for) or defines none. */
  #load(id: string, site: Site): Definition | null {
    const url = this.#urlOf(id);
    if (url === null || this.#tried.has(url)) return null;
    this.#tried.add(url);
    const { imports } = this.#machine;
    imports.want(url, 'script', 'script', 'AMD module', site);
    if (!imports.runLoaded(url, 'script')) return null;
    const own = this.#byFile.get(url);
    return this.#defined.get(id) ?? (own === undefined ? null : { id, ...own });
  }

  /** Where the file of a module is (RequireJS, "Module ID to path"). */
  #urlOf(id: string): string | null {
    if (/^(?:\w+:|\/)|\.js$/.test(id)) return URL.parse(id, this.#machine.realm.baseUrl)?.href ?? null;
    for (let prefix = id; prefix !== ''; prefix = prefix.slice(0, Math.max(0, prefix.lastIndexOf('/')))) {
      const path = this.#paths.get(prefix);
      if (path === undefined) continue;
      const file = path + id.slice(prefix.length);
      return URL.parse(/\.js$|\?/.test(file) ? file : `${file}.js`, this.#baseUrl)?.href ?? null;
    }
    return URL.parse(`${id}.js`, this.#baseUrl)?.href ?? null;
  }
}

function isList(value: Value): value is Obj {
  return value instanceof Obj && value.kind === 'array';
}

function namesOf(list: Value): readonly string[] {
  return itemsOf(list).map((name) => (typeof name === 'string' ? name : ''));
}

function relativeTo(from: string, name: string): string {
  const base = new URL(from, 'amd:///');
  return new URL(name, base).href.replace(/^amd:\/{1,3}/, '');
}
