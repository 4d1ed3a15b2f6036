import { fromMarkers, withMarkers } from '../evaluate/markers.ts';
import { headOf, textOf } from '../evaluate/text.ts';
import type { Machine } from '../machine.ts';
import { lift, liftAll, Obj, slots, Template, Unknown, valueIn } from '../values.ts';
import type { PropertyName, Value } from '../values.ts';

const parts = [
  'href',
  'protocol',
  'host',
  'hostname',
  'port',
  'pathname',
  'search',
  'hash',
  'origin',
  'username',
  'password',
] as const;
type Part = (typeof parts)[number];

export function isUrlPart(name: PropertyName): name is Part {
  return (parts as readonly PropertyName[]).includes(name);
}

/** A member of a `URL`, of `location` or of a link that is part of its URL. */
export function urlMember(machine: Machine, object: Obj, name: PropertyName): Value {
  if (name === 'searchParams' && object.kind === 'url') return searchParamsOf(machine, object);
  if (!isUrlPart(name)) return undefined;
  return partOf(machine, valueIn(object, slots.href), name);
}

/** One part of a URL that may have unknown parts. */
export function partOf(machine: Machine, href: Value, part: Part): Value {
  return lift(href, (option) => {
    if (option instanceof Template) return partOfTemplate(option, part);
    if (typeof option !== 'string') return option instanceof Unknown ? option : '';
    const url = URL.parse(option);
    if (url === null) return part === 'href' ? option : part === 'protocol' ? ':' : '';
    machine.traces.derive(url[part], [option]);
    return url[part];
  });
}

function partOfTemplate(href: Template, part: Part): Value {
  const url = URL.parse(withMarkers(href));
  if (url !== null) return fromMarkers(url[part], href);
  const scheme = /^([a-z][a-z\d+.-]*:)/i.exec(headOf(href))?.[1];
  if (part === 'protocol' && scheme !== undefined) return scheme.toLowerCase();
  return part === 'href' ? href : new Unknown('the host of a URL is not known');
}

/** Sets a part of a URL by the setter's rules (URL Standard, API). False where it is an ordinary member. */
export function setUrlMember(machine: Machine, object: Obj, name: PropertyName, value: Value): boolean {
  if (!isUrlPart(name)) return false;
  if (object.kind === 'location') return true;
  const href = valueIn(object, slots.href);
  const text = textOf(machine, value);
  machine.store.write(
    object,
    slots.href,
    name === 'href' ? resolve(machine, text, machine.realm.baseUrl) : withPart(machine, href, name, text),
  );
  return true;
}

function withPart(machine: Machine, href: Value, part: Exclude<Part, 'href'>, value: Value): Value {
  return liftAll([href, value], ([before, after]) => {
    if (!(before instanceof Template || typeof before === 'string'))
      return before instanceof Unknown ? before : new Unknown('a URL is not known');
    if (!(after instanceof Template || typeof after === 'string'))
      return after instanceof Unknown ? after : before;
    const all = new Template([...partsOf(before), ...partsOf(after)]);
    const url = URL.parse(withMarkers(new Template(partsOf(before))));
    if (url === null || part === 'origin') return before;
    const shift = partsOf(before).length;
    const padded = new Template([...Array.from({ length: shift }, () => ''), ...partsOf(after)]);
    url[part] = withMarkers(padded);
    const result = fromMarkers(url.href, all);
    if (typeof result === 'string') machine.traces.derive(result, [before, after]);
    return result;
  });
}

function partsOf(value: string | Template): readonly (string | Unknown)[] {
  return value instanceof Template ? value.parts : [value];
}

/** Parses a URL against a base (`new URL(input, base)`), unknown parts and all; unknown where it is not valid. */
export function resolve(machine: Machine, input: Value, base: Value): Value {
  return liftAll([input, base], ([relative, against]) => {
    if (!(relative instanceof Template || typeof relative === 'string'))
      return relative instanceof Unknown ? relative : new Unknown('a URL is no string');
    const baseText =
      typeof against === 'string' ? against : against instanceof Template ? withMarkers(against) : undefined;
    const text = typeof relative === 'string' ? relative : withMarkers(relative);
    const url = URL.parse(text, baseText);
    if (url === null)
      return new Unknown(against instanceof Unknown ? against.reason : 'a URL has no known host');
    const result = fromMarkers(
      url.href,
      relative instanceof Template ? relative : against instanceof Template ? against : new Template([]),
    );
    if (typeof result === 'string') machine.traces.derive(result, [relative, against]);
    return result;
  });
}

function searchParamsOf(machine: Machine, url: Obj): Value {
  const known = url.members.get(slots.entries);
  if (known instanceof Obj) return known;
  const params = new Obj('search-params', machine.globals.prototypes.searchParams);
  machine.store.write(params, slots.owner, url);
  machine.store.write(url, slots.entries, params);
  return params;
}

/** A `URL` object of that address. */
export function urlObject(machine: Machine, href: Value): Obj {
  const url = new Obj('url', machine.globals.prototypes.url);
  machine.store.write(url, slots.href, href);
  return url;
}
