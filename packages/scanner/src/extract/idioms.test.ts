import { describe, expect, test } from 'vitest';
import { pageUrl, told, withScript } from './testing/analyse-page.ts';

describe('one socket, on https://shop.example/app/', () => {
  test.each([
    ["new WebSocket('/ws')", 'wss://shop.example/ws'],
    ["new WebSocket('ws')", 'wss://shop.example/app/ws'],
    ["new WebSocket('//rt.shop.example/ws')", 'wss://rt.shop.example/ws'],
    ["new WebSocket('https://api.shop.example/ws')", 'wss://api.shop.example/ws'],
    ["new WebSocket('http://api.shop.example/ws')", 'ws://api.shop.example/ws'],
    ["new window.WebSocket('wss://a.example')", 'wss://a.example/'],
    ["var W=window.WebSocket||window.MozWebSocket;new W('wss://a.example')", 'wss://a.example/'],
    [
      "new WebSocket((location.protocol==='https:'?'wss:':'ws:')+'//'+location.host+'/ws')",
      'wss://shop.example/ws',
    ],
    ["new WebSocket((location.protocol==='http:'?'ws://':'wss://')+location.host)", 'wss://shop.example/'],
    ["new WebSocket(location.protocol.replace('http','ws')+'//'+location.host)", 'wss://shop.example/'],
    ["new WebSocket(location.origin.replace(/^http/,'ws')+'/ws')", 'wss://shop.example/ws'],
    ["new WebSocket(location.href.replace(/^https?/,'ws'))", 'ws://shop.example/app/'],
    [
      "const u='https://a.example/x';new WebSocket(u.replace('https','wss').replace('http','ws'))",
      'wss://a.example/x',
    ],
    ["const u=new URL('/ws',location.href);u.protocol='wss:';new WebSocket(u)", 'wss://shop.example/ws'],
    [
      "const u=new URL('/ws',location);u.protocol=u.protocol.replace('http','ws');new WebSocket(u.href)",
      'wss://shop.example/ws',
    ],
    ["new WebSocket(new URL('ws',document.baseURI))", 'wss://shop.example/app/ws'],
    ['new WebSocket(`wss://${window.location.host}/ws`)', 'wss://shop.example/ws'],
    ['new WebSocket(`ws://${location.hostname}:8080`)', 'ws://shop.example:8080/'],
    ["new WebSocket('wss://'+document.domain+':8443/x')", 'wss://shop.example:8443/x'],
    [
      "var a=document.createElement('a');a.href='/cable';a.href=a.href;a.protocol=a.protocol.replace('http','ws');new WebSocket(a.href)",
      'wss://shop.example/cable',
    ],
    [
      "var u=location.href;new WebSocket(u.slice(0,5)==='https'?'wss'+u.slice(5):'ws'+u.slice(4))",
      'wss://shop.example/app/',
    ],
    [
      String.raw`window.__CONFIG__={wsUrl:"\/\/rt.shop.example\/ws"};new WebSocket(__CONFIG__.wsUrl)`,
      'wss://rt.shop.example/ws',
    ],
    ['new WebSocket(undefined)', 'wss://shop.example/app/undefined'],
    ["new WebSocket(undefined||'ws://localhost:3001')", 'ws://localhost:3001/'],
    [
      "new WebSocket(JSON.parse(decodeURIComponent('%7B%22u%22%3A%22wss%3A%2F%2Fa.example%22%7D')).u)",
      'wss://a.example/',
    ],
    ["new WebSocket(atob('d3NzOi8vYS5leGFtcGxlL3dz'))", 'wss://a.example/ws'],
    ["new WebSocket(['w','s'].join('')+'://'+'a.example')", 'ws://a.example/'],
    [String.raw`new WebSocket('\x77\x73\u003a//a.example')`, 'ws://a.example/'],
    ["new WebSocket(String.fromCharCode(119,115)+'://a.example')", 'ws://a.example/'],
    [
      "class C{constructor(u){this.u=u}open(){return new WebSocket(this.u)}}new C('/a').open()",
      'wss://shop.example/a',
    ],
    ["class S extends WebSocket{constructor(){super('/sub')}}new S", 'wss://shop.example/sub'],
    [
      "const {host,protocol}=location;new WebSocket(`${protocol==='https:'?'wss':'ws'}://${host}`)",
      'wss://shop.example/',
    ],
    [
      "window.__NUXT__=(function(a){return{config:{public:{ws:a}}}})('wss://a.example/');new WebSocket(__NUXT__.config.public.ws)",
      'wss://a.example/',
    ],
    ["setTimeout(()=>new WebSocket('/later'))", 'wss://shop.example/later'],
    ["addEventListener('load',function(){new WebSocket('/loaded')})", 'wss://shop.example/loaded'],
    ["function unused(){new WebSocket('/unused')}", 'wss://shop.example/unused'],
    ["async function f(){await 0;return new WebSocket('/async')}f()", 'wss://shop.example/async'],
    ["const p=new URLSearchParams({t:'x y'});new WebSocket('/ws?'+p)", 'wss://shop.example/ws?t=x+y'],
  ])('%s', async (code, url) => {
    expect(await told(withScript(code))).toEqual([`connects ${url}`]);
  });
});

test.each([
  ["new WebSocket('wss://a.example',['chat','v2'])", ['connects wss://a.example/ as chat, v2']],
  ["new WebSocket('wss://a.example','chat')", ['connects wss://a.example/ as chat']],
  [
    "for(const r of ['a','b'])new WebSocket('/'+r)",
    ['connects wss://shop.example/a', 'connects wss://shop.example/b'],
  ],
  [
    "new WebSocket(Math.random()<.5?'/a':'/b')",
    ['connects wss://shop.example/a', 'connects wss://shop.example/b'],
  ],
])('%s', async (code, expected) => {
  expect(await told(withScript(code))).toEqual(expected);
});

describe('page data', () => {
  test.each([
    [
      '<meta name=ws content=/live><script>new WebSocket(document.querySelector("meta[name=ws]").content)</script>',
      ['connects wss://shop.example/live'],
    ],
    [
      '<body data-ws-url=/b><script>new WebSocket(document.body.dataset.wsUrl)</script>',
      ['connects wss://shop.example/b'],
    ],
    [
      '<i id=x data-u=/x></i><script>new WebSocket(document.getElementById("x").getAttribute("data-u"))</script>',
      ['connects wss://shop.example/x'],
    ],
    [
      '<i data-u=/1></i><i data-u=/2></i><script>document.querySelectorAll("[data-u]").forEach(e=>new WebSocket(e.dataset.u))</script>',
      ['connects wss://shop.example/1', 'connects wss://shop.example/2'],
    ],
    [
      '<i id=x data-c="{&quot;u&quot;:&quot;\\/c&quot;}"></i><script>new WebSocket(JSON.parse(document.getElementById("x").dataset.c).u)</script>',
      ['connects wss://shop.example/c'],
    ],
    [
      '<script id=d type=application/json>{"u":"\\/json"}</script><script>new WebSocket(JSON.parse(document.getElementById("d").textContent).u)</script>',
      ['connects wss://shop.example/json'],
    ],
    [
      '<script data-u=/own>new WebSocket(document.currentScript.dataset.u)</script>',
      ['connects wss://shop.example/own'],
    ],
    [
      '<input name=u value=/v><script>new WebSocket(document.querySelector("input[name=u]").value)</script>',
      ['connects wss://shop.example/v'],
    ],
    ['<base href="/other/"><script>new WebSocket("rel")</script>', ['connects wss://shop.example/other/rel']],
    ['<body onload="new WebSocket(\'/handler\')">', ['connects wss://shop.example/handler']],
    ['<a href="javascript:new%20WebSocket(\'/url\')">x</a>', ['connects wss://shop.example/url']],
    [
      '<iframe srcdoc="<script>new WebSocket(\'wss://a.example\')</script>"></iframe>',
      ['connects wss://a.example/'],
    ],
    [
      '<iframe srcdoc="<p>"></iframe><i id=x data-u=/x></i><script>new WebSocket(document.querySelector("#x").dataset.u)</script>',
      ['connects wss://shop.example/x'],
    ],
    [
      '<script>window.u="/global"</script><script>new WebSocket(u)</script>',
      ['connects wss://shop.example/global'],
    ],
    ['<template><script>new WebSocket("/never")</script></template>', []],
    ['<script nomodule>new WebSocket("/never")</script>', []],
  ])('%s', async (html, expected) => {
    expect(await told(html)).toEqual(expected);
  });

  test('the twin without TLS', async () => {
    const html = withScript("new WebSocket(location.protocol.replace('http','ws')+'//'+location.host+'/ws')");
    expect(await told({ html, url: 'http://shop.example/' })).toEqual(['connects ws://shop.example/ws']);
  });
});

describe('files', () => {
  test.each([
    ['<script src=a.js></script>', { 'a.js': "new WebSocket('/a')" }, ['connects wss://shop.example/a']],
    [
      '<script src=c.js></script><script src=a.js></script>',
      { 'c.js': "var conf={u:'/c'}", 'a.js': 'new WebSocket(conf.u)' },
      ['connects wss://shop.example/c'],
    ],
    [
      '<script type=module src=a.js></script>',
      { 'a.js': "import{u}from'./u.js';new WebSocket(u)", 'u.js': "export const u='/m'" },
      ['connects wss://shop.example/m'],
    ],
    [
      '<script type=module>import u from "./u.js";new WebSocket(u)</script>',
      { 'u.js': "export default '/d'" },
      ['connects wss://shop.example/d'],
    ],
    [
      '<script type=importmap>{"imports":{"u":"./u.js"}}</script><script type=module>import {u} from "u";new WebSocket(u)</script>',
      { 'u.js': "export const u='/mapped'" },
      ['connects wss://shop.example/mapped'],
    ],
    [
      '<script type=module>import("./u.js").then(m=>new WebSocket(m.u))</script>',
      { 'u.js': "export const u='/dynamic'" },
      ['connects wss://shop.example/dynamic'],
    ],
    [
      '<script>new Worker("w.js")</script>',
      { 'w.js': "new WebSocket('rel')" },
      ['connects wss://shop.example/app/rel'],
    ],
  ])('%s', async (html, files, expected) => {
    const byUrl = Object.fromEntries(
      Object.entries<string>(files).map(([name, text]) => [new URL(name, pageUrl).href, text]),
    );
    expect(await told({ html, files: byUrl })).toEqual(expected);
  });
});
