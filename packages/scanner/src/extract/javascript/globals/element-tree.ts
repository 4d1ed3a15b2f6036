import type { DocumentElements, PageElement } from '../../document.ts';
import { readDocument } from '../../html.ts';
import { ScriptPolicy } from '../../markup/script-policy.ts';
import { elementFinder } from '../../selectors.ts';
import type { ElementFinder } from '../../selectors.ts';
import { textOf } from '../evaluate/text.ts';
import type { Machine } from '../machine.ts';
import { lift, Obj, Unknown, valueIn } from '../values.ts';
import type { PropertyName, Value } from '../values.ts';
import { attributesOf, newElement, pageElement, tagOf } from './element.ts';

/** Markup that a script writes into an element and that is longer is not looked through. UTF-16 units. */
const longestMarkup = 20_000;

const unknownElement = new Unknown('an element of the page');
/** An element that the markup does not have may have been made by a script. */
export const madeByScript = new Unknown('an element that is not in the markup');

/** The elements of a document, or of markup within one, as values, each made once. */
export class ElementTree {
  readonly #machine: Machine;
  readonly #list: readonly PageElement[];
  readonly #made = new Map<number, Obj>();
  readonly #find: ElementFinder;
  readonly #ends = new Map<number, number>();
  #children: Map<number, number[]> | null = null;

  constructor(machine: Machine, elements: DocumentElements | null) {
    this.#machine = machine;
    this.#list = elements?.list ?? [];
    this.#find = elements === null ? () => null : elementFinder(elements);
  }

  at(index: number | null | undefined): Value {
    const element = index == null ? undefined : this.#list[index];
    if (index == null || element === undefined) return null;
    let made = this.#made.get(index);
    if (made === undefined) {
      this.#made.set(index, (made = pageElement(this.#machine, element, index)));
      places.set(made, { tree: this, index });
    }
    return made;
  }

  /** What matches a selector, in document order; unknown where the selector is not understood. */
  select(selector: Value): readonly number[] | Unknown {
    const found = typeof selector === 'string' ? this.#find(selector) : null;
    return found ?? unknownElement;
  }

  /** The same below an element. */
  selectBelow(index: number, selector: Value): readonly number[] | Unknown {
    const found = this.select(selector);
    const end = this.#endOf(index);
    return found instanceof Unknown ? found : found.filter((other) => other > index && other < end);
  }

  parentOf(index: number): number | null {
    return this.#list[index]?.parent ?? null;
  }

  childrenOf(index: number): readonly number[] {
    if (this.#children === null) {
      this.#children = new Map();
      for (const [child, { parent }] of this.#list.entries()) {
        const siblings = parent === null ? undefined : this.#children.get(parent);
        if (siblings !== undefined) siblings.push(child);
        else if (parent !== null) this.#children.set(parent, [child]);
      }
    }
    return this.#children.get(index) ?? [];
  }

  /** An element as the markup has it. */
  markupOf(index: number): PageElement | undefined {
    return this.#list[index];
  }

  /** The markup within a template element. */
  contentOf(index: number): string | null {
    return this.#list[index]?.content ?? null;
  }

  /** Behind the last element below one: in document order they stand together. */
  #endOf(index: number): number {
    let end = this.#ends.get(index) ?? index + 1;
    while (end < this.#list.length && (this.#list[end]?.parent ?? -1) >= index) end += 1;
    this.#ends.set(index, end);
    return end;
  }
}

/** An element in a tree, or the one that holds all of some markup. */
export interface Place {
  readonly tree: ElementTree;
  readonly index: number;
}

const places = new WeakMap<Obj, Place>();
const fragments = new WeakMap<Obj, { readonly markup: string; readonly place: Place }>();

/** Where what is below an element is to be looked for: in the document, or in the markup that a script gave it. */
export function placeOf(machine: Machine, element: Obj): Place | null {
  const markup = valueIn(element, 'innerHTML');
  if (typeof markup !== 'string') return places.get(element) ?? null;
  const known = fragments.get(element);
  if (known?.markup === markup) return known.place;
  const place = markupPlace(machine, markup);
  if (place !== null) fragments.set(element, { markup, place });
  return place;
}

/** The elements of some markup; null of what is none, or too long. */
export function markupPlace(machine: Machine, markup: Value): Place | null {
  return typeof markup === 'string' && markup.length <= longestMarkup ? fragmentOf(machine, markup) : null;
}

function fragmentOf(machine: Machine, markup: string): Place | null {
  const { url, baseUrl } = machine.realm;
  const position = { line: 1, column: 1 };
  const policy = new ScriptPolicy([], url);
  const within = { source: url, text: markup, positionAt: () => position, baseUrl, realm: url, policy };
  const { elements } = readDocument({ url, text: `<body>${markup}` }, within);
  const index = elements.list.findIndex(({ tag }) => tag === 'body');
  return index === -1 ? null : { tree: new ElementTree(machine, elements), index };
}

/** A member by which code goes from one element to others; undefined for any other. */
export function elementAround(machine: Machine, element: Obj, name: PropertyName): Value {
  if (typeof name !== 'string' || !around.has(name) || element.members.has(name)) return undefined;
  if (name === 'attributes') return listOfAttributes(machine, element);
  if (name === 'content') return tagOf(element) === 'template' ? contentOf(machine, element) : undefined;
  const own = places.get(element);
  if (own !== undefined && !/child/i.test(name)) return besides(own, name);
  const place = placeOf(machine, element);
  if (place === null) return undefined;
  const { tree, index } = place;
  const children = tree.childrenOf(index);
  if (name === 'children') return machine.array(children.map((child) => tree.at(child)));
  if (name === 'childElementCount') return children.length;
  if (name === 'firstElementChild') return tree.at(children[0]);
  if (name === 'lastElementChild') return tree.at(children.at(-1));
  return undefined;
}

const around: ReadonlySet<string> = new Set([
  'attributes',
  'content',
  'children',
  'childElementCount',
  'firstElementChild',
  'lastElementChild',
  'parentElement',
  'parentNode',
  'nextElementSibling',
  'previousElementSibling',
]);

function besides({ tree, index }: Place, name: string): Value {
  const parent = tree.parentOf(index);
  if (name.startsWith('parent')) return tree.at(parent);
  const siblings = parent === null ? [] : tree.childrenOf(parent);
  return tree.at(siblings[siblings.indexOf(index) + (name.startsWith('next') ? 1 : -1)]);
}

/** `template.content`: what its markup holds. */
function contentOf(machine: Machine, element: Obj): Value {
  const own = places.get(element);
  const markup = valueIn(element, 'innerHTML') ?? (own ? own.tree.contentOf(own.index) : null);
  if (typeof markup !== 'string' || markup.length > longestMarkup) return undefined;
  const fragment = newElement(machine, '#fragment');
  fragment.members.set('innerHTML', markup);
  // No text stands before the first element.
  if (markup.startsWith('<') && !markup.startsWith('<!'))
    fragment.members.set('firstChild', elementAround(machine, fragment, 'firstElementChild'));
  machine.store.write(element, 'content', fragment);
  return fragment;
}

/** `element.attributes`: by number, and by name. */
function listOfAttributes(machine: Machine, element: Obj): Value {
  const made = attributesOf(element)?.map(([name, value]) => {
    const attribute = machine.object();
    for (const member of ['name', 'nodeName']) attribute.members.set(member, name);
    for (const member of ['value', 'nodeValue', 'textContent']) attribute.members.set(member, value);
    return [name, attribute] as const;
  });
  if (made === undefined) return undefined;
  const list = machine.array(made.map(([, attribute]) => attribute));
  for (const [name, attribute] of made) if (!list.members.has(name)) list.members.set(name, attribute);
  return list;
}

/** The first element below another that matches. */
export function firstBelow(machine: Machine, element: Value, selector: Value): Value {
  return lift(textOf(machine, selector), (text) => {
    const place = element instanceof Obj ? placeOf(machine, element) : null;
    const found = place === null ? unknownElement : place.tree.selectBelow(place.index, text);
    if (found instanceof Unknown) return found;
    return found[0] === undefined ? madeByScript : (place?.tree.at(found[0]) ?? null);
  });
}

/** All of them. */
export function allBelow(machine: Machine, element: Value, selector: Value): Value {
  const place = element instanceof Obj ? placeOf(machine, element) : null;
  const found =
    place === null ? unknownElement : place.tree.selectBelow(place.index, textOf(machine, selector));
  if (place === null || found instanceof Unknown) return machine.array([], false);
  return machine.array(found.map((index) => place.tree.at(index)));
}

/** `element.closest(selector)`. */
export function closest(machine: Machine, element: Value, selector: Value): Value {
  const place = element instanceof Obj ? places.get(element) : undefined;
  const found = place === undefined ? unknownElement : place.tree.select(textOf(machine, selector));
  if (place === undefined || found instanceof Unknown) return unknownElement;
  const matching = new Set(found);
  for (let index: number | null = place.index; index !== null; index = place.tree.parentOf(index))
    if (matching.has(index)) return place.tree.at(index);
  return null;
}

/** `element.matches(selector)`. */
export function matches(machine: Machine, element: Value, selector: Value): Value {
  const place = element instanceof Obj ? places.get(element) : undefined;
  const found = place === undefined ? unknownElement : place.tree.select(textOf(machine, selector));
  if (place === undefined || found instanceof Unknown)
    return new Unknown('whether an element matches a selector');
  return found.includes(place.index);
}
