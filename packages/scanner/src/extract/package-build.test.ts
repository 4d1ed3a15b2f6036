import { describe, expect, it } from 'vitest';
import { analyse, told } from './testing/analyse.ts';

const filler = `function filler() { return '${'x'.repeat(13_000)}' }`;
const client = `class Client { constructor(o = {}) { this.host = o.host || 'relay.test' } open() { return new WebSocket('wss://' + this.host + '/x') } }`;

/** How the tools that make a package's file for pages end it. */
const builds: readonly (readonly [tool: string, code: string])[] = [
  [
    'UMD',
    `(function (g, f) { typeof define === 'function' && define.amd ? define([], f) : g.Client = f() })(this, function () { ${filler} ${client} return Client })`,
  ],
  [
    'Rollup, a new object',
    `var Lib = (function (exports) { 'use strict'; ${filler} ${client} exports.Client = Client; return exports; })({});`,
  ],
  [
    'Rollup, an extended object',
    `(function (exports) { ${filler} ${client} exports.Client = Client; })(this.Lib = this.Lib || {});`,
  ],
  [
    'esbuild',
    `"use strict";var Lib=(()=>{${filler};${client};var wrap=(o)=>o,out={Client};return wrap(out)})();`,
  ],
  ['Parcel', `(()=>{${filler} ${client};window.lib={Client:Client},window.Client=Client})();`],
];

async function linesOf(code: string, page = ''): Promise<string[]> {
  const { references } = await analyse(`<script src="/lib.js"></script><script>${page}</script>`, {
    '/lib.js': code,
  });
  return references.map(told);
}

describe('a package built for pages', () => {
  it.each(builds)('by %s opens nothing by itself', async (_, code) => {
    expect(await linesOf(code)).toEqual([]);
  });

  it.each(builds)('by %s opens what the page asks for', async (tool, code) => {
    const name = tool === 'UMD' || tool === 'Parcel' ? 'Client' : 'Lib.Client';
    expect(await linesOf(code, `new ${name}({ host: 'h.test' }).open()`)).toEqual([
      'connects wss://h.test/x',
    ]);
  });

  it.each([
    ['makes use of it', `(()=>{${filler} ${client};const c=new Client();window.Client=Client})()`],
    ['hands out what it made', `(()=>{${filler} ${client};const app=start(Client);window.app=app})()`],
    ['is small', `(()=>{${client};window.Client=Client})()`],
    ['is a script of several statements', `${filler} ${client}`],
  ])('is none where the file %s', async (_, code) => {
    expect(await linesOf(code)).toEqual(['connects wss://relay.test/x']);
  });
});
