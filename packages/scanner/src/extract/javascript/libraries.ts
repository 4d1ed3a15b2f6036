import type { ClientEntry, LibraryClient } from '../../libraries/client.ts';
import type { ClientLibrary } from '../../libraries/library.ts';
import type { Call, Closure } from './code.ts';
import { callClosure } from './evaluate/closure.ts';
import { Fingerprints } from './fingerprints.ts';
import type { Machine } from './machine.ts';
import { withCodes } from './script.ts';
import type { Script } from './script.ts';
import type { Node } from './syntax.ts';
import { Obj } from './values.ts';
import type { Items, Value } from './values.ts';

/** A library's entry as it was found: in code that was read, or behind a name of a script that was not. */
export interface FoundEntry {
  readonly library: ClientLibrary;
  readonly entry: ClientEntry;
  readonly version: string | null;
}

type EntryCall = Pick<Call, 'callee' | 'thisValue' | 'args' | 'site'> & { readonly newTarget?: Obj | null };

/** What a library's name stands for whose code was not read. */
interface Unread {
  readonly library: ClientLibrary;
  readonly client: LibraryClient;
  /** Which of its exports; '' for all of them. */
  readonly path: string;
  readonly version: string | null;
  /** What the client was made with, where it is one. */
  readonly made?: Items;
}

/** Which functions of a site's scripts are a client library's. A name alone is no evidence. */
export class LibraryRecognition {
  readonly #libraries: readonly ClientLibrary[];
  readonly #fingerprints: Fingerprints;
  readonly #unread = new WeakMap<Obj, Unread>();

  constructor(libraries: readonly ClientLibrary[]) {
    this.#libraries = libraries;
    this.#fingerprints = new Fingerprints(libraries);
  }

  /** Looks for the libraries' own functions in a script and in the code of its strings. */
  add(script: Script): void {
    for (const each of withCodes([script])) this.#fingerprints.add(each);
  }

  entryOf(code: Closure): FoundEntry | null {
    return (
      (code.node === null ? null : this.#fingerprints.entries.get(code.node)) ??
      (code.classNode === null ? null : this.#fingerprints.entries.get(code.classNode)) ??
      null
    );
  }

  /** The functions of a script by which a library is used. */
  entriesIn(script: Script): readonly Node[] {
    return this.#fingerprints.entriesIn(script);
  }

  /** Whether a script is a library's own file: by its URL and by the functions in it. */
  isLibraryFile(script: Script): boolean {
    const { url } = script.source;
    return [...this.#fingerprints.librariesIn(script)].some(
      ({ client }) => client !== undefined && isScriptOf(client, url),
    );
  }

  /** Whether a place is in a library's own socket code. */
  isInternal(script: Script, node: Node): boolean {
    return this.#fingerprints.isInternal(script, node);
  }

  /** What an `import` of a package or of its file on a CDN gives, where that was not read. */
  byImport(machine: Machine, specifier: string, url: string | null): Value | null {
    for (const library of this.#libraries) {
      const { client } = library;
      if (client === undefined) continue;
      const isPackage = client.packages.some(
        (name) => specifier === name || specifier.startsWith(`${name}/`),
      );
      const isFile = url !== null && isScriptOf(client, url);
      if (isPackage || isFile)
        return this.#stub(machine, { library, client, path: '', version: versionIn(url ?? specifier) });
    }
    return null;
  }

  /** Sets the globals of the libraries whose script files a page loads and that were not read. */
  defineGlobals(machine: Machine, urls: Iterable<string>): void {
    for (const url of urls) {
      for (const library of this.#libraries) {
        const { client } = library;
        if (client === undefined || !isScriptOf(client, url)) continue;
        for (const [name, path] of Object.entries(client.globals)) {
          machine.globals.global.members.set(
            name,
            this.#stub(machine, { library, client, path, version: versionIn(url) }),
          );
        }
      }
    }
  }

  memberOf(machine: Machine, object: Obj, name: string): Value {
    const unread = this.#unread.get(object);
    if (unread === undefined || object.members.has(name)) return undefined;
    const path = unread.path === '' ? name : `${unread.path}.${name}`;
    return this.#stub(machine, { ...unread, path: aliasOf(unread.client.aliases, path) });
  }

  /** What the client was made with on which a method is called. */
  madeWith(client: Obj): Items | null {
    return this.#unread.get(client)?.made ?? null;
  }

  #stub(machine: Machine, unread: Unread): Obj {
    const run = (call: Call): Value => this.#callUnread(machine, unread, call);
    const stub = new Obj('library', machine.globals.prototypes.function, {
      type: 'native',
      name: unread.path,
      run,
    });
    this.#unread.set(stub, unread);
    return stub;
  }

  #callUnread(machine: Machine, unread: Unread, call: Call): Value {
    const entry = unread.client.entries.find(({ path }) => path === unread.path);
    for (const value of call.args.values) machine.escape(value);
    if (entry !== undefined)
      machine.sightings.client(machine, { library: unread.library, entry, version: unread.version }, call);
    if (call.newTarget !== null) return this.#stub(machine, { ...unread, made: call.args });
    const isMethod = call.thisValue instanceof Obj && call.thisValue.kind === 'library';
    if (isMethod && (entry === undefined || entry.chains === true)) return call.thisValue;
    return this.#stub(machine, { ...unread, path: `${unread.path}()`, made: call.args });
  }

  /** A library's own function is called: what it would dial is told, its code is not entered. */
  called(machine: Machine, found: FoundEntry, call: EntryCall): Value {
    machine.risks += 1;
    machine.sightings.client(machine, found, call);
    const { code } = call.callee;
    if (found.entry.chains === true && code?.type === 'closure')
      return callClosure(machine, call.callee, code, { ...call, newTarget: null });
    for (const value of call.args.values) this.#escapeOptions(machine, value);
    const { client: rules } = found.library;
    for (const path of [found.entry.path, `${found.entry.path}()`])
      if (rules?.entries.some((entry) => entry.path.startsWith(`${path}.`)) === true)
        return this.#stub(machine, { ...found, client: rules, path, made: call.args });
    const asked = machine.get(call.newTarget ?? call.callee, 'prototype');
    const client = new Obj(
      'object',
      asked instanceof Obj && (call.newTarget ?? null) !== null ? asked : machine.globals.prototypes.object,
    );
    client.open = true;
    return client;
  }

  #escapeOptions(machine: Machine, value: Value): void {
    machine.escape(value);
    if (value instanceof Obj && value.code === null)
      for (const member of value.members.values()) if (member instanceof Obj) machine.escape(member);
  }
}

function isScriptOf(client: LibraryClient, url: string): boolean {
  const shortened = url.slice(0, 500);
  if (client.scripts.some((pattern) => pattern.test(shortened))) return true;
  const path = URL.parse(shortened)?.pathname ?? '';
  return client.packages.some((name) => isOfPackage(path, name));
}

/** Whether the path of a URL names a package as CDNs do: `/npm/sockjs-client@1.6.1`, `/socket.io-client/4.7.5/…`. */
function isOfPackage(path: string, name: string): boolean {
  return [`/${name}@`, `/${name}/`].some((part) => path.includes(part)) || path.endsWith(`/${name}`);
}

/** A version in a package specifier or the URL of a CDN: `socket.io-client@4.7.2`, `/socket.io/2.3.0/`. */
function versionIn(text: string): string | null {
  return /[@/](\d+(?:\.\d+){0,2})(?=[/@?]|$)/.exec(text)?.[1] ?? null;
}

function aliasOf(aliases: Readonly<Record<string, string>> = {}, path: string): string {
  return (Object.hasOwn(aliases, path) ? aliases[path] : undefined) ?? path;
}
