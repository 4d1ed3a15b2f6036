import type { ScriptText } from './analysis.ts';
import { anyOf } from './javascript/names.ts';

/** Up to this many UTF-16 units a script is parsed whatever it says: configuration has no token of its own. */
const smallScript = 16_000;
/** So many of them in one document; a page with more is a table with a handler in each row, or made to exhaust us. */
const mostSmallScripts = 2_000;
/** What a script says that opens sockets, by itself or by a library; escaped spellings of `ws` too. */
const socketToken =
  /WebSocket|\bwss?:|SockJS|signalR|HubConnection|socket\.io|(?:\\x77|\\u0077)(?:\\x73|\\u0073|s)|d3M6Ly|d3NzOi8/i;
/** A call of Socket.IO's global, by its usual name and arguments. */
const ioCall = /(?<![\w$])io(?:\.connect)?\(\s*(?:["'`){]|window|location|document)/;
/** A script's own `io`: a name that minifiers give too. */
const ownIo = /\b(?:function|class)\s+io\b|(?<![\w$.])io\s*=(?!=)(?!\s*(?:window|self|globalThis|top)\b)/;
/** What asks for files by names that the code has to tell. */
const fileToken =
  /\bimport\s*\((?!\s*(?:\/\*[^*]*\*\/\s*)?(?:"[^"\n]*"|'[^'\n]*'|`[^`$\n]*`)\s*\))|(?<![\w$])(?:Shared)?Worker\s*\(|\bimportScripts\s*[.(]|\bserviceWorker\b(?=[^]{0,200}?\bregister\b)|\bcreateElement\(\s*["'`]script|\bwith\s*\{\s*type\b/;

/** Which scripts are worth parsing before something that they may define is found missing. */
export class Prefilter {
  /** The small scripts so far, by realm. */
  readonly #small = new Map<string, number>();

  /** Each script is to be asked about once. Linear in its text. */
  mayMatter({ text, realm }: Pick<ScriptText, 'text' | 'realm'>): boolean {
    const small = this.#small.get(realm) ?? 0;
    if (text.length > smallScript || small >= mostSmallScripts)
      return speaksOfSockets(text) || asksByCode(text);
    this.#small.set(realm, small + 1);
    return true;
  }
}

/** Whether a script says anything that code says which opens sockets. Linear in its text. */
export function speaksOfSockets(text: string): boolean {
  return socketToken.test(text) || (ioCall.test(text) && !ownIo.test(text));
}

/** Whether a script holds or asks for modules by literal names. */
export function mayImport(text: string): boolean {
  return /\bimport\b|\bexport\b[^;]{0,2000}\bfrom\b/.test(text);
}

/** Whether a script may ask for files whose names do not stand in `import`. */
export function asksByCode(text: string): boolean {
  return fileToken.test(text);
}

/** Tells whether a script seems to set one of the names, or is one of the files, that others found missing. */
export function definingAny(missing: ReadonlySet<string>): (script: ScriptText) => boolean {
  const names = [...missing].filter((name) => /^[\w$]{2,60}$/.test(name)).slice(0, 300);
  if (names.length === 0) return ({ url }) => missing.has(url);
  const anyName = anyOf(names);
  const defines = new RegExp(`(?<![\\w$])${anyName}\\s*=(?!=)|\\b(?:function|class)\\s+${anyName}(?![\\w$])`);
  return ({ url, text }) => missing.has(url) || defines.test(text);
}
