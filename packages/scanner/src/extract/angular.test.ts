import { describe, expect, it } from 'vitest';
import { told } from './testing/analyse-page.ts';

/** What a build of Angular's is, without its insides: an injector that nothing has started throws. */
const angular = `
function inject(token, flags) { throw new Error('NG0203'); }
function directiveInject(token) { throw new Error('NG0203'); }
const defineInjectable = (definition) => ({ token: definition.token, providedIn: definition.providedIn, factory: definition.factory, value: undefined });
const defineComponent = (definition) => ({ ...definition });
class InjectionToken { ngMetadataName = 'InjectionToken'; constructor(name, options) { this._desc = name; this.\\u0275prov = options && defineInjectable({ token: this, providedIn: 'root', factory: options.factory }); } }
function start(index, name) { throw new Error('no view'); }
function listener(name, run) { throw new Error('no view'); }
function bootstrap(component, options) {}
`;

const pages: Readonly<Record<string, readonly [code: string, ...lines: string[]]>> = {
  'what a component is given and calls': [
    `const BASE = new InjectionToken('base', { factory: () => 'wss://token.example' });
    class Live { base = inject(BASE); open(path) { new WebSocket(this.base + path); }
      static \\u0275fac = function (t) { return new (t || Live)(); };
      static \\u0275prov = defineInjectable({ token: Live, factory: Live.\\u0275fac, providedIn: 'root' }); }
    class App { constructor(live) { this.live = live; } ngOnInit() { this.live.open('/init'); }
      static \\u0275fac = function (t) { return new (t || App)(directiveInject(Live)); };
      static \\u0275cmp = defineComponent({ type: App, selectors: [['app-root']], template: function (rf, ctx) {} }); }`,
    'connects wss://token.example/init',
  ],
  'what providers say': [
    `const A = new InjectionToken('a'), B = new InjectionToken('b'), C = new InjectionToken('c'), D = new InjectionToken('d');
    class Old { open() {} static \\u0275fac = () => new Old(); }
    class New { url = inject(B); open() { new WebSocket(this.url + '/new'); } static \\u0275fac = () => new New(); }
    class App { old = inject(Old); many = inject(C); same = inject(D);
      ngAfterViewInit() { this.old.open(); for (const url of this.many) new WebSocket(url); new WebSocket(this.same + '/same'); }
      static \\u0275fac = (t) => new (t || App)(); static \\u0275cmp = defineComponent({ type: App, selectors: [['app-root']] }); }
    bootstrap(App, { providers: [{ provide: A, useValue: '/a' }, { provide: B, useFactory: (a) => 'wss://' + location.host + a, deps: [[8, A]] },
      { provide: Old, useClass: New }, { provide: D, useExisting: B },
      { provide: C, multi: true, useValue: 'wss://many.example/1' }, { provide: C, multi: true, useValue: 'wss://many.example/2' }] });`,
    'connects wss://shop.example/a/new',
    'connects wss://many.example/1',
    'connects wss://many.example/2',
    'connects wss://shop.example/a/same',
  ],
  'what a template listens to': [
    `class App { open(path) { new WebSocket('wss://listen.example' + path); }
      static \\u0275fac = function (t) { return new (t || App)(); };
      static \\u0275cmp = defineComponent({ type: App, selectors: [['app-root']], decls: 1, vars: 0, template: function (rf, ctx) {
        rf & 1 && (start(0, 'button'), listener('click', function () { return ctx.open('/click'); })); } }); }`,
    'connects wss://listen.example/click',
  ],
  'an injector that code asks itself': [
    `class Live { open() { new WebSocket('wss://asked.example'); } static \\u0275fac = () => new Live(); }
    class App { constructor(injector) { this.injector = injector; } ngOnInit() { this.injector.get(Live).open(); }
      static \\u0275fac = (t) => new (t || App)(directiveInject(UnknownInjector)); static \\u0275cmp = defineComponent({ type: App, selectors: [['a']] }); }`,
    'connects wss://asked.example/',
  ],
  'classes that ask for each other': [
    `class A { b = inject(B); static \\u0275fac = () => new A(); } class B { a = inject(A); url = 'wss://round.example'; static \\u0275fac = () => new B(); }
    class App { a = inject(A); ngOnInit() { new WebSocket(this.a.b.url); } static \\u0275fac = () => new App();
      static \\u0275cmp = defineComponent({ type: App, selectors: [['a']] }); }`,
    'connects wss://round.example/',
  ],
};

describe('Angular', () => {
  for (const [what, [code, ...lines]] of Object.entries(pages)) {
    it(`gives ${what}`, async () => {
      expect(await told(`<app-root></app-root><script type="module">${angular}${code}</script>`)).toEqual(
        lines,
      );
    });
  }
});
