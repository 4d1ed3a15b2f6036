import type { PageElement } from '../../document.ts';
import { argument } from '../code.ts';
import type { Call } from '../code.ts';
import { textOf } from '../evaluate/text.ts';
import type { Machine } from '../machine.ts';
import { lift, Obj, optionsOf, slots, Unknown, valueIn } from '../values.ts';
import type { PropertyName, Value } from '../values.ts';
import { setMarkup } from './markup.ts';
import { isUrlPart, partOf, resolve, setUrlMember } from './url-members.ts';

/** The attribute that a property of an element reflects. */
const reflected: ReadonlyMap<string, string> = new Map(
  Object.entries({
    id: 'id',
    className: 'class',
    name: 'name',
    type: 'type',
    content: 'content',
    title: 'title',
    value: 'value',
    lang: 'lang',
    rel: 'rel',
    alt: 'alt',
    placeholder: 'placeholder',
    nonce: 'nonce',
  }),
);
const urlAttributes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a: 'href',
    area: 'href',
    link: 'href',
    base: 'href',
    script: 'src',
    img: 'src',
    iframe: 'src',
    form: 'action',
    object: 'data',
  }),
);

/** Of nodes that are no elements (DOM, "nodeType"). */
const nodeTypes: ReadonlyMap<string, number> = new Map(Object.entries({ '#text': 3, '#fragment': 11 }));

/** An element of the document as a value; attributes are members whose names start with `@`. */
export function pageElement(machine: Machine, element: PageElement, index: number): Obj {
  const made = newElement(machine, element.tag);
  made.members.set(slots.element, index);
  for (const [name, value] of Object.entries(element.attributes)) made.members.set(attribute(name), value);
  const address = element.attributes[urlAttributes.get(element.tag) ?? ''];
  if (address !== undefined) made.members.set(slots.href, resolve(machine, address, machine.realm.baseUrl));
  if (element.text !== null) made.members.set(attribute(' text'), element.text);
  return made;
}

export function newElement(machine: Machine, tag: string): Obj {
  const made = new Obj('element', machine.globals.prototypes.element);
  made.open = true;
  made.members.set(attribute(' tag'), tag);
  return made;
}

export function textNode(machine: Machine, text: Value): Obj {
  const node = newElement(machine, '#text');
  node.members.set('textContent', text);
  return node;
}

const names = new Map<string, symbol>();

/** The slot of an attribute. */
function attribute(name: string): symbol {
  let slot = names.get(name);
  if (slot === undefined) names.set(name, (slot = Symbol(name)));
  return slot;
}

/** The attributes of an element of the markup; null of one that a script made. */
export function attributesOf(element: Obj): readonly (readonly [name: string, value: Value])[] | null {
  if (!element.members.has(slots.element)) return null;
  return [...names].flatMap(([name, slot]) =>
    name.startsWith(' ') || !element.members.has(slot) ? [] : [[name, valueIn(element, slot)] as const],
  );
}

/** An attribute as the markup or `setAttribute` has it; undefined where it is not there. */
export function readAttribute(element: Obj, name: string): Value {
  return valueIn(element, attribute(name.toLowerCase()));
}

export function tagOf(element: Obj): string {
  const tag = readAttribute(element, ' tag');
  return typeof tag === 'string' ? tag : '';
}

/** Whether a member is what the class of a custom element says. */
function isOwnOf(machine: Machine, element: Obj, name: string): boolean {
  const { element: prototype } = machine.globals.prototypes;
  for (let holder = element.proto; holder !== null && holder !== prototype; holder = holder.proto)
    if (holder.members.has(name)) return true;
  return false;
}

/** A member of an element that is no ordinary property; undefined for one that is. */
export function elementMember(machine: Machine, element: Obj, name: PropertyName): Value {
  if (typeof name !== 'string' || isOwnOf(machine, element, name)) return undefined;
  const tag = tagOf(element);
  const address = urlAttributes.get(tag);
  if (name === address)
    return element.members.has(slots.href) ? partOf(machine, valueIn(element, slots.href), 'href') : '';
  if (isUrlPart(name) && (tag === 'a' || tag === 'area'))
    return element.members.has(slots.href)
      ? partOf(machine, valueIn(element, slots.href), name)
      : name === 'protocol'
        ? ':'
        : '';
  if (name === 'dataset') return dataset(machine, element);
  if (name === 'textContent' || name === 'innerText' || name === 'text' || name === 'innerHTML')
    return textContent(element, name);
  if (name === 'tagName' || name === 'nodeName') return tag.toUpperCase();
  if (name === 'nodeType') return nodeTypes.get(tag) ?? 1;
  const attributeName = reflected.get(name);
  if (attributeName === undefined || element.members.has(name)) return undefined;
  if (name === 'content' && tag === 'template') return undefined;
  const value = readAttribute(element, attributeName);
  return value === undefined && element.members.has(slots.element) ? '' : value;
}

function textContent(element: Obj, name: string): Value {
  if (element.members.has(name)) return undefined;
  return element.members.has(attribute(' text'))
    ? valueIn(element, attribute(' text'))
    : new Unknown('the text of an element');
}

/** `element.dataset`: a view of the `data-` attributes, as they are now. */
function dataset(machine: Machine, element: Obj): Obj {
  const known = element.members.get(attribute(' dataset'));
  if (known instanceof Obj) return known;
  const view = machine.object();
  for (const [name, slot] of names) {
    if (!name.startsWith('data-') || !element.members.has(slot)) continue;
    view.members.set(
      name.slice(5).replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      element.members.get(slot),
    );
  }
  view.open = !element.members.has(slots.element);
  machine.store.write(element, attribute(' dataset'), view);
  return view;
}

/** Sets what has consequences: addresses. False where it is an ordinary member. */
export function setElementMember(machine: Machine, element: Obj, name: PropertyName, value: Value): boolean {
  if (typeof name !== 'string' || isOwnOf(machine, element, name)) return false;
  const tag = tagOf(element);
  if (name === urlAttributes.get(tag)) {
    machine.store.write(element, slots.href, resolve(machine, textOf(machine, value), machine.realm.baseUrl));
    return true;
  }
  if ((tag === 'a' || tag === 'area') && isUrlPart(name))
    return element.members.has(slots.href) && setUrlMember(machine, element, name, value);
  if (name.startsWith('on')) machine.escape(value);
  if (name === 'innerHTML' || name === 'outerHTML') setMarkup(machine, textOf(machine, value), machine.site);
  return false;
}

/** An attribute that a script may have set as a property too. */
export function attributeOf(machine: Machine, element: Obj, name: string): Value {
  return readAttribute(element, name) ?? machine.getOwn(element, name);
}

/** The text that was put into an element that a script made. */
export function codeOf(element: Obj): Value {
  for (const name of ['text', 'textContent', 'innerText', 'innerHTML']) {
    const value = valueIn(element, name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** The addresses that a script element may have been given. */
export function addressesOf(element: Obj): readonly string[] {
  const href = valueIn(element, slots.href);
  return optionsOf(href).filter((option) => typeof option === 'string');
}

export function getAttribute(call: Call): Value {
  const { thisValue } = call;
  if (!(thisValue instanceof Obj)) return new Unknown('an attribute of an element');
  return lift(textOf(call.machine, argument(call, 0)), (name) => {
    if (typeof name !== 'string') return new Unknown('the name of an attribute');
    const value = readAttribute(thisValue, name);
    return value === undefined
      ? thisValue.members.has(slots.element)
        ? null
        : new Unknown('an attribute of an element')
      : value;
  });
}

export function setAttribute(call: Call): Value {
  const [name, value] = call.args.values;
  const { machine, thisValue } = call;
  if (!(thisValue instanceof Obj) || typeof name !== 'string') return undefined;
  const lower = name.toLowerCase();
  if (lower === urlAttributes.get(tagOf(thisValue))) setElementMember(machine, thisValue, lower, value);
  machine.store.write(thisValue, attribute(lower), textOf(machine, value));
  return undefined;
}

export function hasAttribute(call: Call): Value {
  const value = getAttribute(call);
  return lift(value, (known) => (known instanceof Unknown ? known : known !== null));
}
