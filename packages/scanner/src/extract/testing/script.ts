import type { ScriptText } from '../analysis.ts';
import type { Script } from '../javascript/script.ts';
import { loadScript } from '../load-script.ts';

const page = 'https://shop.example/';

/** A classic script of a page, parsed. */
export function scriptOf(text: string): Script {
  return parsed({ url: `${page}app.js`, kind: 'script', goal: 'script', text, baseUrl: page, realm: page });
}

/** A module of a page, parsed. */
export function moduleOf(name: string, text: string): Script {
  return parsed({ url: page + name, kind: 'module', goal: 'module', text, baseUrl: page, realm: page });
}

function parsed(source: ScriptText): Script {
  const loaded = loadScript(source, source.text.length);
  if ('error' in loaded) throw new Error(loaded.error);
  return loaded.script;
}
