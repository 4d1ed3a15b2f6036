import type { ScriptText } from './analysis.ts';

/** Up to this many UTF-16 units a script is parsed whatever it says: configuration has no token of its own. */
const smallScript = 16_000;
/** What a script says that opens sockets, by itself or by a library; escaped spellings of `ws` too. */
const socketToken =
  /WebSocket|\bwss?:|SockJS|signalR|HubConnection|socket\.io|(?<![\w$.])io(?:\.connect)?\(\s*(?:["'`){]|window|location|document)|(?:\\x77|\\u0077)(?:\\x73|\\u0073|s)|d3M6Ly|d3NzOi8/i;
/** What asks for files by names that the code has to tell. */
const fileToken =
  /\bimport\s*\((?!\s*(?:\/\*[^*]*\*\/\s*)?(?:"[^"\n]*"|'[^'\n]*')\s*\))|Worker\s*\(|\bimportScripts\b|\bserviceWorker\b|\bcreateElement\(\s*["'`]script|\bwith\s*\{\s*type\b/;

/** Whether a script is worth parsing before something that it may define is found missing. Linear in its text. */
export function mayMatter(text: string): boolean {
  return text.length <= smallScript || socketToken.test(text) || asksByCode(text);
}

/** Whether a script holds or asks for modules by literal names. */
export function mayImport(text: string): boolean {
  return /\bimport\b|\bexport\b[^;]{0,2000}\bfrom\b/.test(text);
}

/** Whether a script may ask for files whose names do not stand in `import`. */
export function asksByCode(text: string): boolean {
  return fileToken.test(text);
}

/** Whether a script seems to set one of the names, or is one of the files, that others found missing. */
export function definesAny({ url, text }: ScriptText, missing: ReadonlySet<string>): boolean {
  if (missing.has(url)) return true;
  const names = [...missing].filter((name) => /^[\w$]{2,60}$/.test(name)).slice(0, 300);
  if (names.length === 0) return false;
  const anyName = names.map((name) => name.replaceAll('$', '\\$')).join('|');
  return new RegExp(
    `(?<![\\w$])(?:${anyName})\\s*=(?!=)|\\b(?:function|class)\\s+(?:${anyName})(?![\\w$])`,
  ).test(text);
}
