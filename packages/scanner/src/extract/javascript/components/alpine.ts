import type { Directive } from '../../document.ts';
import type { Machine } from '../machine.ts';
import { Frame, Scope } from '../scope.ts';
import type { Script } from '../script.ts';
import { Obj, Unknown } from '../values.ts';
import type { Items, Value } from '../values.ts';
import { applied, callMember } from './call.ts';

/** What expressions may name besides their data (Alpine, "Magics"). */
const magics = [
  '$el',
  '$refs',
  '$store',
  '$watch',
  '$dispatch',
  '$nextTick',
  '$root',
  '$id',
  '$wire',
] as const;

/**
 * Alpine: attributes hold code, which sees the data of the elements around it as variables. Its walk through the document
 * is not followed.
 */
export class Alpine {
  readonly #machine: Machine;
  /** What `Alpine.data(name, …)` has named. */
  readonly #named: Obj;
  readonly #stores: Obj;
  readonly #data = new Map<number, Obj>();

  constructor(machine: Machine) {
    this.#machine = machine;
    this.#named = new Obj('object', null);
    this.#stores = new Obj('object', null);
  }

  /** Notes a call of `Alpine.data(name, component)` or `Alpine.store(name, value)`. */
  called(key: Value, { values: [name, value] }: Items): void {
    if (typeof name !== 'string' || !(value instanceof Obj)) return;
    if (key === 'data' && value.code !== null) this.#named.members.set(name, value);
    if (key !== 'store' || value.code !== null) return;
    this.#stores.members.set(name, value);
    this.#start(value);
  }

  /** Runs the code of an attribute of an element. */
  run(script: Script, directive: Directive, element: number): void {
    const machine = this.#machine;
    const outer = directive === 'data' ? this.#parentOf(element) : element;
    const scope = this.#scopeAt(outer, script, element);
    if (directive === 'event') machine.tasks.maybe(() => machine.runProgram(script, scope));
    else if (directive === 'init') machine.runProgram(script, scope);
    else machine.guarded(script, () => this.#define(script, scope, element));
  }

  #define(script: Script, scope: Scope, element: number): void {
    const machine = this.#machine;
    const [statement] = script.program.body;
    if (statement?.type !== 'ExpressionStatement') return;
    const data = applied(machine, machine.evaluate(statement.expression, scope));
    script.finished.add(script.program);
    if (!(data instanceof Obj)) return;
    const names = this.#magicsOf(element);
    for (const [name, value] of names.members)
      if (!machine.inherits(data, name)) data.members.set(name, value);
    this.#data.set(element, data);
    this.#start(data);
  }

  #start(data: Obj): void {
    const machine = this.#machine;
    if (machine.inherits(data, 'init')) machine.tasks.timer(() => void callMember(machine, data, 'init'));
  }

  /** The variables that an element's code sees: its data before that of the elements around it. */
  #scopeAt(index: number | null, script: Script, element: number): Scope {
    const chain: Obj[] = [];
    for (let around = index; around !== null; around = this.#parentOf(around)) {
      const data = this.#data.get(around);
      if (data !== undefined) chain.push(data);
    }
    const frame = new Frame({ script, thisValue: chain[0] });
    frame.hasWith = true;
    const { scope: globals } = this.#machine.globals;
    const scopes = [...chain, this.#magicsOf(element), this.#named].toReversed();
    const around = scopes.reduce((outer, names) => new Scope(outer, frame, names), globals);
    return new Scope(around, frame);
  }

  #magicsOf(element: number): Obj {
    const machine = this.#machine;
    const names = new Obj('object', null);
    for (const name of magics) names.members.set(name, new Unknown(`\`${name}\` of Alpine`));
    names.members.set('$store', this.#stores);
    names.members.set('$el', machine.globals.elements.at(element));
    names.members.set(
      '$nextTick',
      machine.native('$nextTick', ({ args }) => applied(machine, args.values[0])),
    );
    return names;
  }

  #parentOf(element: number): number | null {
    return this.#machine.realm.document?.elements.list[element]?.parent ?? null;
  }
}
