import { describe, expect, it } from 'vitest';
import { toldOf } from './testing/analyse.ts';

const httpPage = 'http://shop.example/app/';

/** Code, and the URLs that it connects to: all that may be told of it. */
const idioms: readonly (readonly [code: string, ...urls: string[]])[] = [
  // The constructor's own URL rules.
  [`new WebSocket('/ws')`, 'wss://shop.example/ws'],
  [`new WebSocket('ws')`, 'wss://shop.example/app/ws'],
  [`new WebSocket('//rt.shop.example/ws')`, 'wss://rt.shop.example/ws'],
  [`new WebSocket('http://api.shop.example/ws')`, 'ws://api.shop.example/ws'],
  [`new WebSocket('wss:/rt.shop.example/ws')`, 'wss://rt.shop.example/ws'],
  [`new WebSocket('ws://h.example:443/ws')`, 'ws://h.example:443/ws'],
  // What extensions alone have is not there for a page.
  [
    `new WebSocket(window.chrome && chrome.storage ? 'wss://extension.example' : 'wss://page.example')`,
    'wss://page.example/',
    '(dead branch)wss://extension.example/',
  ],
  // What Internet Explorer alone had is not there either.
  [
    `new WebSocket(window.ActiveXObject !== undefined || window.attachEvent ? 'wss://old.example' : 'wss://page.example')`,
    'wss://page.example/',
    '(dead branch)wss://old.example/',
  ],
  // Scheme by the page's scheme.
  [
    `new WebSocket((location.protocol==='https:'?'wss:':'ws:')+'//'+location.host+'/ws')`,
    'wss://shop.example/ws',
  ],
  [`new WebSocket((location.protocol==='http:'?'ws://':'wss://')+location.host)`, 'wss://shop.example/'],
  [`new WebSocket(location.protocol.replace('http','ws')+'//'+location.host+'/ws')`, 'wss://shop.example/ws'],
  [`new WebSocket(location.origin.replace(/^http/,'ws')+'/ws')`, 'wss://shop.example/ws'],
  [`new WebSocket(location.origin.replace(/^https?/,'ws')+'/ws')`, 'ws://shop.example/ws'],
  [`new WebSocket(location.href.replace('https','wss').replace('http','ws'))`, 'wss://shop.example/app/'],
  [
    `let p='ws:'; if (window.location.protocol==='https:') p='wss:'; new WebSocket(p+'//'+location.hostname+':8443')`,
    'wss://shop.example:8443/',
  ],
  [
    `var s = location.protocol == 'https:' ? 's' : ''; new WebSocket('ws'+s+'://'+document.location.host)`,
    'wss://shop.example/',
  ],
  [
    'new WebSocket(`ws${/^https/.test(location.href) ? "s" : ""}://${self.location.host}/x`)',
    'wss://shop.example/x',
  ],
  [
    `switch(location.protocol){case 'https:': new WebSocket('wss://a.example'); break; default: new WebSocket('ws://b.example')}`,
    'wss://a.example/',
    '(dead branch)ws://b.example/',
  ],
  // What is false on its right is false, whatever is left of that.
  [
    `let v = localStorage.getItem('v') || 'a'; const c = document.createElement('p'); if (v !== null && c.tagName === 'B') v = true; new WebSocket('/is-' + (v === true))`,
    'wss://shop.example/is-false',
  ],
  [
    `const x = localStorage.getItem('x'); new WebSocket(x && false ? '/never' : '/always')`,
    'wss://shop.example/always',
  ],
  [
    `const x = localStorage.getItem('x'); new WebSocket(x && x.y ? '/with' : '/without')`,
    'wss://shop.example/with',
    'wss://shop.example/without',
  ],
  // Location in every spelling.
  [`new WebSocket('wss://'+document.domain+':8443/x')`, 'wss://shop.example:8443/x'],
  [`new WebSocket(new URL('ws', document.baseURI))`, 'wss://shop.example/app/ws'],
  [`new WebSocket(document.URL.replace('https:','wss:')+'x')`, 'wss://shop.example/app/x'],
  [
    `const {host, protocol} = globalThis.location; new WebSocket((protocol=='https:'?'wss':'ws')+'://'+host)`,
    'wss://shop.example/',
  ],
  [`with (location) new WebSocket('wss://' + host)`, 'wss://shop.example/'],
  [`new WebSocket(origin.replace('https','wss')+'/o')`, 'wss://shop.example/o'],
  [`new WebSocket('wss://'+top.location['host']+parent.location.pathname)`, 'wss://shop.example/app/'],
  // URL and its parts.
  [`const u=new URL('/ws',location.href);u.protocol='wss:';new WebSocket(u)`, 'wss://shop.example/ws'],
  [
    `const u=new URL('/ws',location);u.protocol=u.protocol.replace('http','ws');u.searchParams.set('v','2');new WebSocket(u.toString())`,
    'wss://shop.example/ws?v=2',
  ],
  [
    `const u=new URL(location);u.port='9000';u.pathname='/p';u.search='?q=1';u.hash='';new WebSocket(u.href.replace('https','wss'))`,
    'wss://shop.example:9000/p?q=1',
  ],
  [`new WebSocket('/ws?'+new URLSearchParams({room:'a b', v:1}))`, 'wss://shop.example/ws?room=a+b&v=1'],
  [
    `const q=new URLSearchParams('?a=1');q.append('b','2');new WebSocket('/ws?'+q.toString())`,
    'wss://shop.example/ws?a=1&b=2',
  ],
  [
    `var a=document.createElement('a');a.href='/cable';a.protocol=a.protocol.replace('http','ws');new WebSocket(a.href)`,
    'wss://shop.example/cable',
  ],
  [
    `function ws(url){return url.slice(0,5)==='https'?'wss'+url.slice(5):'ws'+url.slice(4)} new WebSocket(ws('https://s.example/x'))`,
    'wss://s.example/x',
  ],
  // Strings.
  [`new WebSocket(['w','s','s'].join('')+'://j.example')`, 'wss://j.example/'],
  [String.raw`new WebSocket('\x77\x73\x73://h.example/\u0061')`, 'wss://h.example/a'],
  [`new WebSocket(String.fromCharCode(119,115,115)+'://c.example')`, 'wss://c.example/'],
  [`new WebSocket(atob('d3NzOi8vYjY0LmV4YW1wbGUv'))`, 'wss://b64.example/'],
  [`new WebSocket(decodeURIComponent('wss%3A%2F%2Fd.example%2F'))`, 'wss://d.example/'],
  ['new WebSocket(String.raw`wss://raw.example/${1+1}`)', 'wss://raw.example/2'],
  [`new WebSocket('elpmaxe.r//:ssw'.split('').reverse().join(''))`, 'wss://r.example/'],
  [`new WebSocket('WSS://UP.EXAMPLE/a'.toLowerCase())`, 'wss://up.example/a'],
  [
    `new WebSocket('wss://{h}/{p}'.replace(/\\{(\\w)\\}/g, (_, k) => ({h:'t.example',p:'x'})[k]))`,
    'wss://t.example/x',
  ],
  [`new WebSocket("wss://".concat("cc.example", "/", 7))`, 'wss://cc.example/7'],
  // Bindings and flow.
  [`const W=WebSocket; new W('wss://alias.example')`, 'wss://alias.example/'],
  [`new window['Web'+'Socket']('wss://computed.example')`, 'wss://computed.example/'],
  [`const {WebSocket: S} = window; new S('wss://d.example')`, 'wss://d.example/'],
  [`Reflect.construct(WebSocket, ['wss://reflect.example'])`, 'wss://reflect.example/'],
  [`var WS = window.WebSocket || window.MozWebSocket; new WS('wss://moz.example')`, 'wss://moz.example/'],
  [
    `(function (g) { var W = g.WebSocket || g.MozWebSocket; g.dial = h => new W(h + '/ie') })(this); dial('wss://moz.example')`,
    'wss://moz.example/ie',
  ],
  [
    `class Live { open() { return new this.WebSocketPolyfill('wss://poly.example') } } Live.prototype.WebSocketPolyfill = WebSocket; new Live().open()`,
    'wss://poly.example/',
  ],
  [
    `const room = { pubkey: 1, roomId: 2, dial() { return new WebSocket('wss://room.example/' + this.roomId) } }; room.dial()`,
    'wss://room.example/2',
  ],
  [`const B = WebSocket.bind(null, 'wss://bound.example'); new B()`, 'wss://bound.example/'],
  [
    `function open(S, ...rest){ return new S(...rest) } open(WebSocket, 'wss://passed.example')`,
    'wss://passed.example/',
  ],
  [
    `var x='wss://one.example'; x='wss://two.example'; new WebSocket(x)`,
    '(code)wss://one.example/',
    'wss://two.example/',
  ],
  [
    `let u; if (Math.random()>.5) u='wss://one.example'; else u='wss://two.example'; new WebSocket(u)`,
    'wss://one.example/',
    'wss://two.example/',
  ],
  [
    `function f({host='d.example', path='/p'}={}){ new WebSocket('wss://'+host+path) } f(); f({path:'/q'})`,
    'wss://d.example/p',
    'wss://d.example/q',
  ],
  [`const c={a:{b:['wss://deep.example']}}; const {a:{b:[u]}}=c; new WebSocket(u)`, 'wss://deep.example/'],
  [`const o={...{h:'x.example'},...{p:'/1'}}; new WebSocket('wss://'+o.h+o.p)`, 'wss://x.example/1'],
  [
    `const c={}; c.url='wss://assigned.example'; (function(){ new WebSocket(c?.url ?? 'wss://never.example') })()`,
    'wss://assigned.example/',
    '(dead branch)wss://never.example/',
  ],
  [`for (const n of ['a','b']) new WebSocket('wss://'+n+'.example')`, 'wss://a.example/', 'wss://b.example/'],
  [
    `['x','y'].map(n => 'wss://'+n+'.example').forEach(u => new WebSocket(u))`,
    'wss://x.example/',
    'wss://y.example/',
  ],
  [`let s='';for(let i=0;i<3;i++)s+=i;new WebSocket('/'+s)`, 'wss://shop.example/012'],
  // Functions and events.
  [
    `function connect(u){ return new WebSocket(u) } document.onclick=()=>connect('wss://event.example')`,
    'wss://event.example/',
  ],
  [`addEventListener('load', function(){ new WebSocket('wss://load.example') })`, 'wss://load.example/'],
  [`setTimeout(()=>new WebSocket('wss://timer.example'), 100)`, 'wss://timer.example/'],
  [`function never(){ new WebSocket('wss://reachable.example') }`, 'wss://reachable.example/'],
  [
    `const api={base:'wss://o.example', open(){ return new WebSocket(this.base+'/m') }}; export_(api)`,
    'wss://o.example/m',
  ],
  [`$(function(){ var h='jq.example'; new WebSocket('wss://'+h) })`, 'wss://jq.example/'],
  [
    `function mk(h){ return p => 'wss://'+h+p } new WebSocket(mk('closure.example')('/c'))`,
    'wss://closure.example/c',
  ],
  // Classes.
  [
    `class C { url='wss://field.example'; open(){ this.ws=new WebSocket(this.url) } } new C().open()`,
    'wss://field.example/',
  ],
  [
    `class C { constructor(h){ this.h=h } get url(){ return 'wss://'+this.h } open(){ new WebSocket(this.url) } } new C('getter.example')`,
    'wss://getter.example/',
  ],
  [
    `class A{ path(){return '/a'} go(){ new WebSocket('wss://k.example'+this.path()) } } class B extends A{ path(){return super.path()+'/b'} } new B().go()`,
    'wss://k.example/a/b',
  ],
  [
    `class S extends WebSocket { constructor(p){ super('wss://sub.example'+p) } } new S('/1')`,
    'wss://sub.example/1',
  ],
  [`class S extends WebSocket {} new S('wss://plain-sub.example')`, 'wss://plain-sub.example/'],
  [
    `class P { #u='wss://private.example'; static make(){ return new P() } go(){ new WebSocket(this.#u) } } P.make().go()`,
    'wss://private.example/',
  ],
  [
    `function F(u){ this.u=u } F.prototype.go=function(){ new WebSocket(this.u) }; new F('wss://proto.example').go()`,
    'wss://proto.example/',
  ],
  [`class T { static u='wss://static.example' } new WebSocket(T.u)`, 'wss://static.example/'],
  // Asynchronous code.
  [
    `(async()=>{ const c=await Promise.resolve({u:'wss://async.example'}); new WebSocket(c.u) })()`,
    'wss://async.example/',
  ],
  [
    `(async () => { const [c] = await Promise.all([{ u: 'wss://all.example' }, new Promise((r) => setTimeout(r))]); new WebSocket(c.u) })()`,
    'wss://all.example/',
  ],
  [
    `if (unknown()) String.prototype.match = function () { return lookup(this) }; if (unknown()) window.URL = class { constructor() { this.href = lookup() } };
     new WebSocket(new URL('wss://' + 'a-native'.match(/n.*/)[0] + '.example').href)`,
    'wss://native.example/',
  ],
  [
    `if (!('AppConfig' in window)) window.AppConfig = { url: 'wss://config.example/' }; new WebSocket(AppConfig.url)`,
    'wss://config.example/',
  ],
  [`Promise.resolve('wss://then.example').then(u=>u+'/t').then(u=>new WebSocket(u))`, 'wss://then.example/t'],
  [
    `new Promise(r=>setTimeout(()=>r('wss://later.example'))).then(u=>new WebSocket(u))`,
    'wss://later.example/',
  ],
  // What a timer or an answer settles is there for what waits for it, with nothing else done before its turn.
  [
    `let n=0; setTimeout(()=>n=1); const token=(v)=>new Promise(r=>setTimeout(()=>r({v}),50)); (async()=>{ const {v}=await token('a').then(({v})=>({v:v+'b'})); new WebSocket('/'+v+n) })()`,
    'wss://shop.example/ab0',
  ],
  [
    `(async()=>{ const v=await new Promise(()=>setTimeout(()=>0)); new WebSocket('/on?'+v) })()`,
    'wss://shop.example/on?',
  ],
  [
    `async function cfg(){ return {h:'af.example'} } async function go(){ const {h}=await cfg(); new WebSocket('wss://'+h) } go()`,
    'wss://af.example/',
  ],
  [
    `fetch('/c').then(r=>r.json()).then(c=>new WebSocket(c.url || 'wss://fallback.example'))`,
    'wss://fallback.example/',
  ],
  [`try { new WebSocket(JSON.parse('{"u":"wss://json.example"}').u) } catch (e) {}`, 'wss://json.example/'],
  // What libraries ask the language about: whether an object is plain, what a pattern is made of.
  [
    `const source=Function.prototype.toString; const isPlain=(o)=>source.call(Object.getPrototypeOf(o).constructor)===source.call(Object); class Own{} new WebSocket('/'+isPlain({})+isPlain(new Own()))`,
    'wss://shop.example/truefalse',
  ],
  [
    `const p=/a|b/gi; new WebSocket('/'+p.source+p.flags+p.global+p.sticky)`,
    'wss://shop.example/a|bgitruefalse',
  ],
  [
    `const names='checked|selected|async|autofocus|autoplay|controls|defer|disabled|hidden|ismap|loop|multiple|open|readonly|required|scoped'; const p=new RegExp('^(?:'+names+')$','i'); new WebSocket('/'+p.test('Open')+p.test('path')+p.source.match(/\\w+/g).length)`,
    'wss://shop.example/truefalse16',
  ],
  [
    `const own={}.hasOwnProperty; new WebSocket('/'+own.call('load','type')+own.call('load','length')+own.call('load',3))`,
    'wss://shop.example/falsetruetrue',
  ],
  // A name of which the beginning is known is none of those that begin otherwise.
  [
    `const list={path:'/a',more:{}}; const own=list['tag'+Math.random()]; if (own) own.later='/b'; new WebSocket('/'+Object.keys(list.more).join())`,
    'wss://shop.example/',
  ],
  [
    `const by=Object.groupBy([{r:'eu',u:'/1'},{r:'us',u:'/2'},{r:'eu',u:'/3'}],({r})=>r); new WebSocket(by.eu[1].u+Object.keys(by).join()+(by.hasOwnProperty===undefined))`,
    'wss://shop.example/3eu,ustrue',
  ],
  [
    `const key={}; const by=Map.groupBy(['/1','/2'],(_, i)=>i ? key : null); new WebSocket(by.get(key)[0]+by.get(null).length+by.size)`,
    'wss://shop.example/212',
  ],
  [
    `const o={a:1,b:2}; Reflect.deleteProperty(o,'a'); Reflect.setPrototypeOf(o,{c:'/c'}); new WebSocket(o.c+Object.keys(o).join()+Reflect.getOwnPropertyDescriptor(o,'b').value)`,
    'wss://shop.example/cb2',
  ],
  // Array-likes: the lists of libraries.
  [
    `const list={length:0,push:[].push,splice:[].splice}; list.push('a','b','c'); list.splice(1,1); new WebSocket('/'+list.length+list[0]+list[1]+list[2])`,
    'wss://shop.example/2acundefined',
  ],
  // Page data.
  [
    `window.__CONFIG__={"wsUrl":"\\/\\/rt.shop.example\\/ws"}; new WebSocket(window.__CONFIG__.wsUrl)`,
    'wss://rt.shop.example/ws',
  ],
  [`const e=process.env.X||'ws://localhost:3001'; new WebSocket(e)`, 'ws://localhost:3001/'],
  [`new WebSocket('wss://q.example/ws?token='+localStorage.getItem('t'))`, 'wss://q.example/ws?token='],
  [`new WebSocket(undefined)`, 'wss://shop.example/app/undefined'],
];

describe('what a script connects to', () => {
  for (const [code, ...urls] of idioms) {
    it(`is followed: ${code}`, async () => {
      const wanted = urls.map((url) => {
        if (url.startsWith('(code)')) return `names ${url.slice(6)} (code)`;
        return url.startsWith('(dead branch)')
          ? `mentions ${url.slice(13)} (dead branch)`
          : `connects ${url}`;
      });
      expect(await toldOf(code)).toEqual(wanted);
    });
  }

  it('depends on the scheme of the page', async () => {
    const code = `new WebSocket((location.protocol==='https:'?'wss:':'ws:')+'//'+location.host+'/ws')`;
    expect(await toldOf(code, httpPage)).toEqual(['connects ws://shop.example/ws']);
  });
});
