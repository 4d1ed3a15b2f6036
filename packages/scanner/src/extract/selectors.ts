import type { DocumentElements, PageElement } from './document.ts';

/** One attribute test; `operator` is null for mere presence. */
interface AttributeTest {
  readonly name: string;
  readonly operator: string | null;
  readonly value: string;
  readonly ignoreCase: boolean;
}

/** Type, id, classes and attributes that one element must have. */
interface Compound {
  readonly tag: string | null;
  readonly tests: readonly AttributeTest[];
  /** How it stands to the compound before it. */
  readonly combinator: 'descendant' | 'child';
}

/** Finds elements as `querySelectorAll` does; null for a selector that is not understood. */
export type ElementFinder = (selector: string) => readonly number[] | null;

/** How many answers a finder remembers. */
const answerLimit = 200;

const finders = new WeakMap<DocumentElements, ElementFinder>();

/**
 * The finder over a document's elements. Understands type, universal, id, class and attribute selectors, lists, and the
 * descendant and child combinators (Selectors Level 4); not pseudo-classes, sibling combinators and escapes.
 * Time is elements × compounds for each new selector; answers are remembered for as long as the document is.
 */
export function elementFinder(elements: DocumentElements): ElementFinder {
  const finder = finders.get(elements) ?? newFinder(elements);
  finders.set(elements, finder);
  return finder;
}

function newFinder(elements: DocumentElements): ElementFinder {
  const known = new Map<string, readonly number[] | null>();
  return (selector) => {
    const before = known.get(selector);
    if (before !== undefined) return before;
    const list = parseSelector(selector);
    const found = list === null ? null : elementsMatching(elements.list, list);
    if (known.size >= answerLimit) known.clear();
    known.set(selector, found);
    return found;
  };
}

function elementsMatching(
  elements: readonly PageElement[],
  list: readonly (readonly Compound[])[],
): number[] {
  const found = new Set<number>();
  for (const complex of list) for (const index of matching(elements, complex)) found.add(index);
  return [...found].toSorted((one, other) => one - other);
}

/**
 * One pass in document order. Bit k of an element's mask: the compounds up to k match a chain that ends at it
 * (`own`), or at it or an ancestor (`above`). Parents come before their children.
 */
function matching(elements: readonly PageElement[], complex: readonly Compound[]): number[] {
  const own = new Uint32Array(elements.length);
  const above = new Uint32Array(elements.length);
  const wanted = 1 << (complex.length - 1);
  const found: number[] = [];
  for (const [index, element] of elements.entries()) {
    const { parent } = element;
    const [parentOwn, parentAbove] = parent === null ? [0, 0] : [own[parent] ?? 0, above[parent] ?? 0];
    let mask = 0;
    for (const [place, compound] of complex.entries()) {
      const before = compound.combinator === 'child' ? parentOwn : parentAbove;
      const isReached = place === 0 || (before & (1 << (place - 1))) !== 0;
      if (isReached && fits(element, compound)) mask |= 1 << place;
    }
    own[index] = mask;
    above[index] = parentAbove | mask;
    if ((mask & wanted) !== 0) found.push(index);
  }
  return found;
}

function fits({ tag, attributes }: PageElement, compound: Compound): boolean {
  if (compound.tag !== null && compound.tag !== tag) return false;
  return compound.tests.every((test) => passes(attributes[test.name], test));
}

function passes(actual: string | undefined, { operator, value: wanted, ignoreCase }: AttributeTest): boolean {
  if (actual === undefined) return false;
  const has = ignoreCase ? actual.toLowerCase() : actual;
  const value = ignoreCase ? wanted.toLowerCase() : wanted;
  switch (operator) {
    case null:
      return true;
    case '=':
      return has === value;
    case '~=':
      return value !== '' && has.split(/[\t\n\f\r ]+/).includes(value);
    case '|=':
      return has === value || has.startsWith(`${value}-`);
    case '^=':
      return value !== '' && has.startsWith(value);
    case '$=':
      return value !== '' && has.endsWith(value);
    default:
      return value !== '' && has.includes(value);
  }
}

const name = String.raw`-?(?:[a-zA-Z_]|[^\x00-\x7f])(?:[\w-]|[^\x00-\x7f])*`;
const tokens = {
  separator: /\s*,\s*/y,
  combinator: /\s*>\s*|\s+/y,
  type: new RegExp(String.raw`\*|${name}`, 'y'),
  simple: new RegExp(
    String.raw`#(?<id>(?:[\w-]|[^\x00-\x7f])+)|\.(?<class>${name})|` +
      String.raw`\[\s*(?<name>${name})\s*(?:(?<operator>[~|^$*]?=)\s*(?:"(?<double>[^"\\\n]*)"|'(?<single>[^'\\\n]*)'|(?<bare>${name}))\s*(?<flag>[iIsS])?\s*)?\]`,
    'y',
  ),
};

/** Compounds of one complex selector: as many as a mask has bits. */
const compoundLimit = 30;

function parseSelector(selector: string): Compound[][] | null {
  const text = selector.trim();
  if (text === '' || text.length > 1000) return null;
  const list: Compound[][] = [[]];
  let combinator: Compound['combinator'] = 'descendant';
  let index = 0;
  while (true) {
    const read = parseCompound(text, index, combinator);
    const complex = list.at(-1);
    if (read === null || complex === undefined || complex.length === compoundLimit) return null;
    complex.push(read.compound);
    index = read.end;
    if (index === text.length) return list;
    const comma = matchAt(tokens.separator, text, index);
    const between = comma ?? matchAt(tokens.combinator, text, index);
    if (between === null) return null;
    if (comma !== null) list.push([]);
    combinator = comma === null && between[0].includes('>') ? 'child' : 'descendant';
    index += between[0].length;
  }
}

function parseCompound(
  text: string,
  start: number,
  combinator: Compound['combinator'],
): { compound: Compound; end: number } | null {
  const type = matchAt(tokens.type, text, start)?.[0] ?? null;
  const tests: AttributeTest[] = [];
  let end = start + (type?.length ?? 0);
  for (
    let simple = matchAt(tokens.simple, text, end);
    simple !== null;
    simple = matchAt(tokens.simple, text, end)
  ) {
    tests.push(attributeTest(simple.groups ?? {}));
    end += simple[0].length;
  }
  if (end === start) return null;
  const tag = type === null || type === '*' ? null : type.toLowerCase();
  return { compound: { tag, tests, combinator }, end };
}

function attributeTest(groups: Readonly<Record<string, string | undefined>>): AttributeTest {
  const exact = { operator: '=', ignoreCase: false };
  if (groups['id'] !== undefined) return { ...exact, name: 'id', value: groups['id'] };
  if (groups['class'] !== undefined)
    return { ...exact, name: 'class', operator: '~=', value: groups['class'] };
  return {
    name: (groups['name'] ?? '').toLowerCase(),
    operator: groups['operator'] ?? null,
    value: groups['double'] ?? groups['single'] ?? groups['bare'] ?? '',
    ignoreCase: groups['flag']?.toLowerCase() === 'i',
  };
}

function matchAt(sticky: RegExp, text: string, index: number): RegExpExecArray | null {
  sticky.lastIndex = index;
  return sticky.exec(text);
}
