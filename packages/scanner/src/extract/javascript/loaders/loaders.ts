import type { NativeFunction } from '../code.ts';
import type { Machine } from '../machine.ts';
import type { Script } from '../script.ts';
import { Obj } from '../values.ts';
import type { Value } from '../values.ts';
import { Amd } from './amd.ts';
import { SystemModules } from './system.ts';

/** What the files of loaders say, minified or not: RequireJS; the loader of Monaco and VS Code; SystemJS. */
const amdLoader = /Mismatched anonymous define|Duplicate definition of module '/;
const systemLoader = /systemjs-importmap|SystemJS Error#/;
/** A build that brings its modules along with the loader: that needs no files, and is followed as it is. */
const ownModules = /(?:^|[\n;,}])\s*define\(\s*["']/;

/** Stands in for the module loaders that a page brings, once their files have run. */
export class Loaders {
  readonly #machine: Machine;
  readonly #amd: Amd;
  readonly #system: SystemModules;

  constructor(machine: Machine) {
    this.#machine = machine;
    this.#amd = new Amd(machine);
    this.#system = new SystemModules(machine);
  }

  /**
   * Called when a classic script has run.
   *
   * @param before what `require` was before it: a page may leave its configuration there
   */
  ran(script: Script, before: Value): void {
    const { text } = script.source;
    if (amdLoader.test(text) && !ownModules.test(text)) this.#standInForAmd(script, before);
    else if (systemLoader.test(text)) this.#standInForSystem(script);
  }

  #standInForAmd(script: Script, before: Value): void {
    const amd = this.#amd;
    const site = { script, node: script.program };
    this.#replace('define', {}, (call) => {
      amd.define(call.args, call.site);
      return undefined;
    });
    const require: NativeFunction = (call) => amd.require(call.args, call.site);
    const config: NativeFunction = (call) => {
      amd.configure(call.args.values[0], call.site);
      return undefined;
    };
    for (const name of ['require', 'requirejs']) this.#replace(name, { config }, require);
    amd.configure(before, site);
    const main = this.#attributes(this.#machine.imports.currentElement)?.['data-main'];
    if (main !== undefined) amd.begin(main, site);
  }

  #standInForSystem(script: Script): void {
    const machine = this.#machine;
    const system = this.#system;
    const object = machine.get(machine.globals.global, 'System');
    if (!(object instanceof Obj)) return;
    const site = { script, node: script.program };
    const own: Readonly<Record<string, NativeFunction>> = {
      register: (call) => {
        system.register(call.args, call.site);
        return undefined;
      },
      import: (call) => system.import(call.args.values[0], call.site),
    };
    for (const [name, run] of Object.entries(own)) object.members.set(name, machine.native(name, run));
    for (const { tag, attributes } of machine.realm.document?.elements.list ?? [])
      if (tag === 'script' && attributes['type'] === 'systemjs-module' && attributes['src'] !== undefined) {
        const { src } = attributes;
        machine.tasks.load(() => void system.import(/^\.{0,2}\//.test(src) ? src : `./${src}`, site));
      }
  }

  /** Puts a function in the place of a global one, whose members it keeps. */
  #replace(name: string, members: Readonly<Record<string, NativeFunction>>, run: NativeFunction): void {
    const machine = this.#machine;
    const { global } = machine.globals;
    const replaced = machine.get(global, name);
    if (!(replaced instanceof Obj)) return;
    const made = machine.native(name, run);
    made.proto = replaced;
    for (const [member, native] of Object.entries(members))
      made.members.set(member, machine.native(member, native));
    machine.store.write(global, name, made);
  }

  #attributes(element: number | null): Readonly<Record<string, string>> | undefined {
    return element === null ? undefined : this.#machine.realm.document?.elements.list[element]?.attributes;
  }
}
