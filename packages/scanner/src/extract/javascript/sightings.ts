import type { LibraryId } from '../../artifacts.ts';
import { unknownArgument, unknownPart } from '../../libraries/client.ts';
import type { Argument, Dialled, Handshake, Receiver } from '../../libraries/client.ts';
import type { Dialect } from '../../libraries/library.ts';
import { webSocketUrl } from '../websocket-url.ts';
import { argument } from './code.ts';
import type { Call, Site } from './code.ts';
import { ownNames } from './evaluate/property.ts';
import { headOf, textOf, unknownIn } from './evaluate/text.ts';
import type { FoundEntry } from './libraries.ts';
import type { Machine } from './machine.ts';
import type { Script } from './script.ts';
import type { Node } from './syntax.ts';
import { isPrimitive, Items, Obj, optionsOf, slots, Template, Unknown, valueIn } from './values.ts';
import type { Known, Value } from './values.ts';

/** A call that opens a socket or makes a client, with one of the URLs that it may dial. */
export interface Sighting {
  readonly site: Site;
  readonly library: LibraryId;
  readonly url: string | null;
  readonly unresolved?: string;
  readonly protocols: readonly string[];
  readonly dialect?: Dialect;
  /** The URL literals that it was made from. */
  readonly literals: Set<Node>;
}

const mostOfOneCall = 16;

/** The calls that the evaluation came upon. */
export class Sightings {
  readonly list: Sighting[] = [];
  /** Scripts with a call that opens more sockets than are told. */
  readonly overfull = new Set<Script>();
  readonly #bySite = new Map<Node, Sighting[]>();
  /** While it is true, what is not known is not told. */
  knownOnly = false;

  /** `new WebSocket(url, protocols)`. */
  socket(call: Call): void {
    const { machine, site } = call;
    const protocols = protocolsOf(machine, argument(call, 1));
    for (const target of candidates(
      textOf(machine, argument(call, 0)),
      argument(call, 0),
      machine.uncertain,
    )) {
      const dialled =
        target instanceof Unknown ? { unresolved: target.reason } : resolved(target, machine.realm.baseUrl);
      this.#add(site, 'websocket', dialled, protocols, machine, target);
    }
  }

  /** A library's function, with what the page gives it. */
  client(
    machine: Machine,
    { library, entry, version }: FoundEntry,
    call: Pick<Call, 'args' | 'site' | 'thisValue'>,
  ): void {
    const { baseUrl, url: pageUrl } = machine.realm;
    const receivers = call.thisValue instanceof Obj ? receiversOf(machine, call.thisValue) : [null];
    const { values } = call.args;
    const alternatives = combinations(
      values.map((value, index) => argumentsOf(machine, index === 0 ? provided(machine, value) : value, 0)),
    );
    for (const [args, receiver] of alternatives.flatMap((each) =>
      receivers.map((on) => [each, on] as const),
    )) {
      for (const dialled of entry.dials({
        args: call.args.complete ? args : [...args, unknownArgument],
        baseUrl,
        pageUrl,
        version,
        receiver,
        meta: (name) => metaContent(machine, name),
      })) {
        const [target] = values;
        const reason = values
          .flatMap(optionsOf)
          .map(unknownIn)
          .find((text) => text !== null);
        const told =
          'unresolved' in dialled
            ? reason == null
              ? dialled
              : { unresolved: reason }
            : machine.uncertain && holdsUndefined(dialled.url)
              ? { unresolved: reason ?? 'part of it is not set in what was read' }
              : withoutUnknownParts(dialled, reason ?? 'part of it is not known');
        this.#add(
          call.site,
          library.id,
          told,
          'url' in told ? (told.protocols ?? []) : [],
          machine,
          target === undefined || isPrimitive(target) || target instanceof Template ? target : undefined,
          [args, receiver?.made ?? [], receiver?.members],
        );
      }
    }
  }

  #add(
    site: Site,
    library: LibraryId,
    dialled: Dialled,
    protocols: readonly string[],
    machine: Machine,
    target: Known,
    given?: Argument,
  ): void {
    machine.leads.note();
    const isKnown = 'url' in dialled;
    if (this.knownOnly && !isKnown) return;
    const literals = new Set(
      isKnown ? [...literalsIn(machine, target, site), ...literalsOf(machine, given, dialled.url)] : [],
    );
    const ofSite = this.#bySite.get(site.node) ?? [];
    this.#bySite.set(site.node, ofSite);
    const known = ofSite.find(
      (other) => other.library === library && other.url === (isKnown ? dialled.url : null),
    );
    if (known !== undefined) {
      for (const literal of literals) known.literals.add(literal);
      return;
    }
    if (ofSite.length >= mostOfOneCall) {
      this.overfull.add(site.script);
      return;
    }
    const dialect = isKnown ? dialled.dialect : undefined;
    const sighting: Sighting = {
      site,
      library,
      url: isKnown ? dialled.url : null,
      ...(isKnown ? {} : { unresolved: dialled.unresolved }),
      protocols,
      ...(dialect === undefined ? {} : { dialect }),
      literals: new Set(literals),
    };
    ofSite.push(sighting);
    this.list.push(sighting);
  }
}

/** What a value that is not set is as text. */
function isEmpty(option: unknown): boolean {
  return option === 'undefined' || option === 'null' || option === '';
}

/**
 * Whether what is not set was made part of a URL, as a part of its own or at the end of its host, or is its host, or an object
 * was: by code that may run, more likely our ignorance than the page's mistake.
 */
function holdsUndefined(option: string | Template): boolean {
  const text = typeof option === 'string' ? option : marked(option);
  return /(?:^|[/=.:@])(?:undefined|null)(?![\w-])|\[object(?: |%20)Object\]|^\w+:\/\/(?:\/|[^/?#]*(?:undefined|null)(?:[/?#]|$))/.test(
    text,
  );
}

/** The alternatives worth telling: what is not known, or not set, is left out beside what is. */
function candidates(text: Value, given: Value, uncertain: boolean): readonly (string | Template | Unknown)[] {
  const texts = optionsOf(text).map((option) =>
    typeof option === 'string' || option instanceof Template
      ? option
      : option instanceof Unknown
        ? option
        : new Unknown('it is no string'),
  );
  const set = texts.filter(
    (option) => !(option instanceof Unknown) && !isEmpty(option) && !(uncertain && holdsUndefined(option)),
  );
  const whole = set.filter((option) => option instanceof Unknown || !holdsUndefined(option));
  if (whole.length > 0) return whole;
  if (set.length > 0) return set;
  const isUnset = given === undefined || given === null;
  const empty = texts.filter(
    (option) => !(option instanceof Unknown) && !(uncertain && (isEmpty(option) || holdsUndefined(option))),
  );
  const unknown = texts.find((option) => option instanceof Unknown);
  if (empty.length > 0 && unknown === undefined && (isUnset || !uncertain)) return empty.slice(0, 1);
  return [unknown ?? new Unknown('the URL is not set in what was read')];
}

function resolved(target: string | Template, base: string): Dialled {
  const reason = unknownIn(target);
  if (
    target instanceof Template &&
    !/^(?:\/(?!\/)|(?:(?:ws|http)s?:)?\/\/[^/?#]*[/?#])/i.test(headOf(target))
  ) {
    return {
      unresolved:
        headOf(target) === '' || reason === null ? (reason ?? '') : `its host is not known: ${reason}`,
    };
  }
  const result = webSocketUrl(typeof target === 'string' ? target : marked(target), base);
  if ('error' in result)
    return { unresolved: reason === null ? result.error : `its host depends on ${reason}` };
  return withoutUnknownParts({ url: result.url }, reason ?? '');
}

function marked({ parts }: Template): string {
  return parts.map((part) => (typeof part === 'string' ? part : unknownPart)).join('');
}

/** What is not known in a query is left empty; in a path it makes the URL another one, which is not known. */
function withoutUnknownParts(handshake: Handshake, reason: string): Dialled {
  const unknown = encodeURIComponent(unknownPart);
  if (!handshake.url.includes(unknown)) return handshake;
  const url = new URL(handshake.url);
  if (url.pathname.includes(unknown)) {
    return { unresolved: `part of its path is not known (${reason}): ${url.href.replaceAll(unknown, '…')}` };
  }
  return { ...handshake, url: url.href.replaceAll(unknown, '') };
}

function protocolsOf(machine: Machine, given: Value): readonly string[] {
  const lists = optionsOf(given).flatMap((option) => {
    if (typeof option === 'string') return [option];
    if (!(option instanceof Obj)) return [];
    const items = option.members.get(slots.items);
    if (items instanceof Items) return items.values.filter((item) => typeof item === 'string');
    return protocolsOf(machine, machine.get(option, 'protocols'));
  });
  return [...new Set(lists)].slice(0, 20);
}

/** The literals that a URL was made from: followed where it is known, found again where only parts are. */
function literalsIn(machine: Machine, target: Known, site: Site): ReadonlySet<Node> {
  if (typeof target === 'string') return machine.traces.originsOf(target);
  if (!(target instanceof Template)) return new Set();
  const known = target.parts.filter((part) => typeof part === 'string');
  const within = [...site.script.survey.urlLiterals.values()].filter(({ text }) =>
    known.some((part) => part.includes(text)),
  );
  return new Set(within.map(({ node }) => node));
}

/** The literals among what a library's function was given that say the host of the URL that it dials. */
function literalsOf(machine: Machine, given: Argument, url: string): readonly Node[] {
  if (typeof given === 'string')
    return [...machine.traces.originsOf(given)].filter(() => URL.parse(given)?.host === new URL(url).host);
  if (typeof given !== 'object' || given === null) return [];
  return Object.values(given).flatMap((member: Argument) => literalsOf(machine, member, url));
}

function metaContent({ realm }: Machine, name: string): string | null {
  const element = realm.document?.elements.list.find(
    ({ tag, attributes }) => tag === 'meta' && attributes['name'] === name,
  );
  return element?.attributes['content'] ?? null;
}

/** The client on which a method is called: what it was made with, each alternative of that, and what the page has set on it. */
function receiversOf(machine: Machine, client: Obj): readonly Receiver[] {
  const made = machine.libraries.madeWith(client)?.values ?? [];
  const members = Object.fromEntries(
    ownNames(client)
      .slice(0, 60)
      .map((name) => [name, argumentsOf(machine, machine.get(client, name), 1)[0]] as const),
  );
  const given = made.map((value, index) =>
    argumentsOf(machine, index === 0 ? provided(machine, value) : value, 0),
  );
  return combinations(given).map((one) => ({ made: one, members }));
}

/** An argument in the form that a library's rules read, once for each alternative. */
function argumentsOf(machine: Machine, value: Value, depth: number): readonly Argument[] {
  const options = optionsOf(value);
  const known = options.filter((option) => !(option instanceof Unknown));
  return (known.length > 0 ? known : options).flatMap((option) => argumentOf(machine, option, depth));
}

/** Options that clients also take as functions, which they call without arguments for each connection. */
const providers: ReadonlySet<string> = new Set(['url', 'params', 'accessTokenFactory']);

/** What a function that stands in for a value gives, a promise's value included. */
function provided(machine: Machine, value: Value): Value {
  if (!(value instanceof Obj) || value.code?.type !== 'closure') return value;
  const { node, classNode } = value.code;
  if (classNode !== null || node === null || node.params.length > 0) return value;
  const settled = machine.attempted(() => machine.call(value, undefined, new Items([]), machine.site));
  if (!('value' in settled)) return value;
  const result = settled.value;
  return result instanceof Obj && result.kind === 'promise'
    ? (valueIn(result, slots.result) ?? value)
    : result;
}

function argumentOf(machine: Machine, value: Known, depth: number): readonly Argument[] {
  if (value instanceof Unknown) return [unknownArgument];
  if (value instanceof Template) return [marked(value)];
  if (!(value instanceof Obj))
    return typeof value === 'bigint' || typeof value === 'symbol' ? [unknownArgument] : [value];
  if (value.members.has(slots.href)) return argumentsOf(machine, textOf(machine, value), depth);
  if (value.code !== null || depth > 4) return [unknownArgument];
  const items = value.members.get(slots.items);
  if (items instanceof Items) return [items.values.map((item) => argumentsOf(machine, item, depth + 1)[0])];
  const names = ownNames(value).slice(0, 60);
  const members = names.map((name) => {
    const member = machine.get(value, name);
    return argumentsOf(machine, providers.has(name) ? provided(machine, member) : member, depth + 1);
  });
  return combinations(members).map((picked) =>
    Object.fromEntries(names.map((name, index) => [name, picked[index]])),
  );
}

function combinations(lists: readonly (readonly Argument[])[]): readonly (readonly Argument[])[] {
  let all: (readonly Argument[])[] = [[]];
  for (const list of lists) {
    const kept = all.length * list.length > mostOfOneCall ? list.slice(0, 1) : list;
    all = all.flatMap((combination) => kept.map((option) => combination.concat([option])));
  }
  return all;
}
