import { argument } from '../code.ts';
import type { Call } from '../code.ts';
import type { Machine } from '../machine.ts';
import { runText } from '../evaluate/run-code.ts';
import { isPrimitive, Items, Obj, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { define, opaque } from './define.ts';
import type { Methods } from './define.ts';
import { dispatch } from './dispatch.ts';
import { ready } from './events.ts';

/** Browser interfaces that surely exist and are not modelled: their members and results are not known. */
const classes = [
  'AbortController',
  'ArrayBuffer',
  'Audio',
  'BroadcastChannel',
  'CustomElementRegistry',
  'DOMParser',
  'DataView',
  'Element',
  'EventSource',
  'FileReader',
  'Float32Array',
  'Float64Array',
  'Headers',
  'Image',
  'Int8Array',
  'Int16Array',
  'Int32Array',
  'MessageChannel',
  'MutationObserver',
  'Node',
  'Notification',
  'PerformanceObserver',
  'ReadableStream',
  'Request',
  'Response',
  'RTCPeerConnection',
  'TextDecoder',
  'TextEncoder',
  'TransformStream',
  'Uint8Array',
  'Uint8ClampedArray',
  'Uint16Array',
  'Uint32Array',
  'WeakRef',
  'WritableStream',
  'Window',
] as const;
const objects = [
  'caches',
  'console',
  'crypto',
  'history',
  'indexedDB',
  'performance',
  'screen',
  'visualViewport',
  'Intl',
  'Atomics',
  'WebAssembly',
] as const;
const numbers = [
  'innerHeight',
  'innerWidth',
  'outerHeight',
  'outerWidth',
  'devicePixelRatio',
  'scrollX',
  'scrollY',
  'pageYOffset',
] as const;

export function defineBrowser(machine: Machine, global: Obj): void {
  for (const name of classes) global.members.set(name, new Unknown(`\`${name}\` is not followed`, true));
  for (const name of objects) global.members.set(name, new Unknown(`\`${name}\` is not followed`, true));
  for (const name of numbers) global.members.set(name, new Unknown('the size of a window'));
  for (const name of ['window', 'self', 'globalThis', 'top', 'parent', 'frames'])
    global.members.set(name, global);
  if (machine.realm.document === null) global.members.delete('window');
  for (const name of machine.globals.absent) global.members.set(name, undefined);
  global.members.set('location', machine.globals.location);
  global.members.set('origin', new URL(machine.realm.url).origin);
  global.members.set('isSecureContext', /^(?:https|wss|file):/.test(machine.realm.url));
  global.members.set('opener', null);
  global.members.set('name', '');
  for (const name of ['localStorage', 'sessionStorage']) global.members.set(name, storage(machine));
  global.members.set('chrome', chrome(machine));
  global.members.set('Date', dateConstructor(machine));
  define(machine, global, functions);
}

/** What Chromium gives a page: what extensions alone have, such as `chrome.storage`, is not there. */
function chrome(machine: Machine): Obj {
  const object = machine.object();
  define(machine, object, { csi: opaque('a time'), loadTimes: opaque('a time') });
  return object;
}

const timer = (call: Call): Value => {
  const [handler, , ...args] = call.args.values;
  const { machine, site } = call;
  if (handler instanceof Obj && handler.code !== null) {
    machine.tasks.timer(() => machine.call(handler, undefined, new Items(args), site));
  } else if (!isPrimitive(handler) || typeof handler === 'string')
    machine.tasks.timer(() => runText(machine, handler, site, null));
  return new Unknown('the number of a timer');
};

const frame = (call: Call): Value => {
  const handler = argument(call, 0);
  const { machine, site } = call;
  if (handler instanceof Obj && handler.code !== null)
    machine.tasks.timer(() => machine.call(handler, undefined, new Items([new Unknown('a time')]), site));
  return new Unknown('the number of a timer');
};

const functions: Methods = {
  setTimeout: timer,
  setInterval: timer,
  setImmediate: timer,
  requestAnimationFrame: frame,
  requestIdleCallback: frame,
  clearTimeout: () => undefined,
  clearInterval: () => undefined,
  cancelAnimationFrame: () => undefined,
  queueMicrotask: (call) => {
    const handler = argument(call, 0);
    call.machine.later(() => call.machine.call(handler, undefined, new Items([]), call.site));
    return undefined;
  },
  addEventListener: ready,
  removeEventListener: () => undefined,
  dispatchEvent: dispatch,
  postMessage: () => undefined,
  alert: () => undefined,
  confirm: () => new Unknown('an answer of the user'),
  prompt: () => new Unknown('an answer of the user'),
  open: () => new Unknown('another window'),
  getComputedStyle: opaque('a style'),
  matchMedia: opaque('a media query'),
  structuredClone: (call) => argument(call, 0),
  eval: (call) => runText(call.machine, argument(call, 0), call.site, null),
};

/** Storage is empty in a browser that comes for the first time, but not for every user: what it holds is not known. */
function storage(machine: Machine): Obj {
  const held = machine.object();
  held.open = true;
  return define(machine, held, {
    getItem: (call) => {
      const name = argument(call, 0);
      return new Unknown(
        typeof name === 'string'
          ? `\`${name.slice(0, 60)}\` of the browser's storage`
          : "the browser's storage",
      );
    },
    setItem: () => undefined,
    removeItem: () => undefined,
    clear: () => undefined,
  });
}

function dateConstructor(machine: Machine): Obj {
  const made = machine.native('Date', (call) => {
    if (call.newTarget === null) return new Unknown('a time');
    const date = new Obj('date', machine.globals.prototypes.object);
    date.open = true;
    return date;
  });
  return define(machine, made, {
    now: () => new Unknown('a time'),
    parse: () => new Unknown('a time'),
    UTC: () => new Unknown('a time'),
  });
}
