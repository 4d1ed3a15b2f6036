import type { Call, Site } from '../code.ts';
import { ownNames } from '../evaluate/property.ts';
import type { Machine } from '../machine.ts';
import { Items, Obj, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { constructor, define, prototypeFor } from './define.ts';
import { newElement } from './element.ts';
import { endOf, startOf } from '../syntax.ts';

/** Elements of one name that are made what their class says. */
const mostOfAName = 20;

/** `HTMLElement` and `customElements`: the page's own elements become what their classes make of them. */
export function defineCustomElements(machine: Machine, global: Obj): void {
  const { element: prototype } = machine.globals.prototypes;
  const upgraded: Obj[] = [];
  const classes = new Map<Value, Obj>();
  const made = constructor(machine, 'HTMLElement', prototype, ({ newTarget }) => {
    const known = upgraded.at(-1);
    if (known !== undefined) return known;
    const element = newElement(machine, 'unknown');
    element.proto = prototypeFor(machine, newTarget, prototype);
    return element;
  });
  global.members.set('HTMLElement', made);
  const registry = define(machine, machine.object(), {
    define: (call) => {
      const [name, type] = call.args.values;
      if (typeof name !== 'string' || !(type instanceof Obj)) return undefined;
      classes.set(name, type);
      const elements = elementsNamed(machine, name, call);
      if (elements.length === 0) noteAbsent(machine, name, type);
      for (const element of elements) {
        machine.tasks.timer(() => {
          upgraded.push(element);
          element.proto = prototypeFor(machine, type, prototype);
          try {
            machine.construct(type, new Items([]), call.site);
          } finally {
            upgraded.pop();
          }
          react(machine, type, element, call.site);
        });
      }
      return undefined;
    },
    get: ({ args }) => classes.get(args.values[0]),
    whenDefined: () => new Unknown('the class of an element'),
  });
  registry.open = true;
  global.members.set('customElements', registry);
}

/** Names that stand for themselves in a regular expression: all but those with a dot or with letters beyond ASCII. */
const plainName = /^[a-z][a-z\d_-]*$/;

/**
 * The methods of a class run for its elements alone: where the page neither has one nor speaks of it, a library that they
 * use dials nothing. What a class dials itself is told all the same: it is the page's own.
 */
function noteAbsent(machine: Machine, name: string, type: Obj): void {
  const { code } = type;
  if (!plainName.test(name) || code?.type !== 'closure' || code.classNode === null) return;
  const { classNode, script } = code;
  if (script.source.text.slice(startOf(classNode), endOf(classNode)).includes('WebSocket')) return;
  const prototype = machine.get(type, 'prototype');
  if (prototype instanceof Obj) machine.absentElements.set(prototype, name);
}

/** Whether a method's prototype is that of a custom element which nothing in the page could make. */
export function isOfAbsentElement(machine: Machine, prototype: Obj): boolean {
  const name = machine.absentElements.get(prototype);
  if (name === undefined) return false;
  if (name === null) return true;
  const elsewhere = new RegExp(
    String.raw`(?<!\bcustomElements\s*\.\s*(?:define|get|whenDefined)\(\s*["'\x60])(?<![\w-])${name}(?![\w-])`,
    'i',
  );
  const isSpokenOf = machine.realm.passedOver.says(elsewhere);
  if (isSpokenOf) machine.absentElements.delete(prototype);
  else machine.absentElements.set(prototype, null);
  return !isSpokenOf;
}

function elementsNamed(machine: Machine, name: string, { site }: Call): readonly Obj[] {
  const { document } = machine.globals;
  if (document === null) return [];
  const found = machine.call(
    machine.get(document, 'getElementsByTagName'),
    document,
    new Items([name]),
    site,
  );
  return machine
    .iterate(found)
    .values.filter((element) => element instanceof Obj)
    .slice(0, mostOfAName);
}

/** The reactions of an element that is in the document when its class comes (HTML Standard, 4.13.5). */
function react(machine: Machine, type: Obj, element: Obj, site: Site): void {
  const call = (name: string, args: readonly Value[]): void => {
    const reaction = machine.get(element, name);
    if (reaction instanceof Obj) machine.call(reaction, element, new Items(args), site);
  };
  const attribute = (name: Value): Value =>
    machine.call(machine.get(element, 'getAttribute'), element, new Items([name]), site);
  const observed = machine.get(type, 'observedAttributes');
  for (const name of observed instanceof Obj ? machine.iterate(observed).values : []) {
    const value = attribute(name);
    if (value !== null) call('attributeChangedCallback', [name, null, value]);
  }
  for (const name of declaredProperties(machine, type)) {
    const value = attribute(name.toLowerCase());
    if (typeof value === 'string') machine.store.write(element, name, value);
  }
  call('connectedCallback', []);
  const changes = new Items([new Unknown('what has changed of an element')]);
  if (machine.inherits(type, 'elementProperties') || machine.inherits(element, 'requestUpdate'))
    for (const name of lifecycle) call(name, changes.values);
}

/** What Lit calls of an element when it is rendered first, besides `render`. */
const lifecycle = ['willUpdate', 'firstUpdated', 'updated'] as const;

/** The properties that Lit sets by attributes: `static properties = { url: { type: String } }`. */
function declaredProperties(machine: Machine, type: Obj): readonly string[] {
  const declared = machine.inherits(type, 'properties') ? machine.get(type, 'properties') : undefined;
  return declared instanceof Obj ? ownNames(declared) : [];
}
