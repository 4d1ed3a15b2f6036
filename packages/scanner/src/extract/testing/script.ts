import { loadScript } from '../load-script.ts';
import type { Script } from '../javascript/script.ts';

/** A classic script of a page, parsed. */
export function scriptOf(text: string): Script {
  const url = 'https://shop.example/app.js';
  const loaded = loadScript(
    { url, kind: 'script', goal: 'script', text, baseUrl: url, realm: url },
    text.length,
  );
  if ('error' in loaded) throw new Error(loaded.error);
  return loaded.script;
}
