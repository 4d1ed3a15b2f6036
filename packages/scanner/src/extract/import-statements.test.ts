import { describe, expect, it } from 'vitest';
import { parseImportMap } from './import-map.ts';
import { importedBy, importsInText } from './import-statements.ts';
import { loadScript } from './load-script.ts';

const realm = 'https://shop.example/app/';
const map = parseImportMap('{"imports":{"chat":"/vendor/chat.js"}}', realm) ?? { imports: {}, scopes: {} };

function sourceOf(text: string) {
  return { url: `${realm}main.js`, kind: 'script', goal: 'module', text, baseUrl: realm, realm } as const;
}

function told(all: ReturnType<typeof importsInText>): string[] {
  return all.map(({ url, from, via }) => `${via} ${url.replace('https://shop.example', '')} :${from.line}`);
}

/** What is asked for by a script's tree, and by its text alone. */
function asked(text: string): { readonly parsed: readonly string[]; readonly text: readonly string[] } {
  const source = sourceOf(text);
  const loaded = loadScript(source, 8_000_000);
  return {
    parsed: 'script' in loaded ? told(importedBy(loaded.script, map)) : [loaded.error],
    text: told(importsInText(source, map)),
  };
}

describe('modules that are imported by name', () => {
  it.each<readonly [code: string, dependencies: readonly string[]]>([
    [`import './a.js'`, ['import /app/a.js :1']],
    [`import a from"./a.js";import{b as c}from'../b.js'`, ['import /app/a.js :1', 'import /b.js :1']],
    [`import a, * as b from '/c.js#part'`, ['import /c.js :1']],
    [
      `\n\nexport * from './a.js'\nexport { b } from './b.js'`,
      ['import /app/a.js :3', 'import /app/b.js :4'],
    ],
    [`import { open } from 'chat'`, ['import /vendor/chat.js :1']],
    [`import { open } from 'unknown-package'`, []],
    [`const a = () => import('./a.js')`, ['import() /app/a.js :1']],
    [`import(/* webpackChunkName: "a" */ './a.js').then(b)`, ['import() /app/a.js :1']],
    ['const a = () => import(`./a.js`)', ['import() /app/a.js :1']],
    ['import(`./${b}.js`)', []],
    [`import('./a' + b)`, []],
    [`import(a); import.meta.url; export default a; export const b = './b.js'`, []],
    [`var text = "import a from './a.js'"`, []],
    [`import 'data:text/javascript,1'`, []],
  ])('%s', (code, dependencies) => {
    expect(asked(code)).toEqual({ parsed: dependencies, text: dependencies });
  });

  it('are not those in comments', () => {
    expect(asked(`// import './a.js'\n/* import './b.js' */`)).toEqual({ parsed: [], text: [] });
  });

  it('of another type are left to the evaluation', () => {
    expect(asked(`import a from './a.json' with { type: 'json' }`).parsed).toEqual([]);
  });

  it('are found in time linear in the text', () => {
    const began = performance.now();
    expect(importsInText(sourceOf('import a\n'.repeat(200_000)), map)).toEqual([]);
    expect(importsInText(sourceOf(`import {${'a, '.repeat(700_000)}`), map)).toEqual([]);
    expect(importsInText(sourceOf(`${' '.repeat(1_000_000)}import(`), map)).toEqual([]);
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
