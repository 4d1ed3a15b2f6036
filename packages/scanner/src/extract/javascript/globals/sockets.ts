import { argument } from '../code.ts';
import type { Call } from '../code.ts';
import { resolve } from './url-members.ts';
import { textOf } from '../evaluate/text.ts';
import type { Machine } from '../machine.ts';
import { Obj, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { constructor, define, prototypeFor } from './define.ts';
import { ready } from './document.ts';

const states = ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'] as const;

/** `WebSocket`, `MozWebSocket` and `WebSocketStream`: what a call of them is given is what the page dials. */
export function defineSockets(machine: Machine, global: Obj): void {
  const prototype = define(machine, new Obj('object', machine.globals.prototypes.object), {
    addEventListener: ready,
    removeEventListener: () => undefined,
    send: () => undefined,
    close: () => undefined,
  });
  const open = (call: Call): Value => {
    machine.risks += 1;
    if (call.newTarget === null) return new Unknown('`WebSocket` is called without `new`');
    machine.sightings.socket(call);
    const socket = new Obj('object', prototypeFor(machine, call.newTarget, prototype));
    socket.open = true;
    socket.members.set('url', textOf(machine, argument(call, 0)));
    return socket;
  };
  const socketClass = constructor(machine, 'WebSocket', prototype, open);
  for (const [value, name] of states.entries()) {
    socketClass.members.set(name, value);
    prototype.members.set(name, value);
  }
  global.members.set('WebSocket', socketClass);
  // Firefox 6 to 10's name: absent from today's browsers, so a fallback to it is never taken.
  global.members.set('MozWebSocket', undefined);
  global.members.set('WebSocketStream', constructor(machine, 'WebSocketStream', prototype, open));
}

/** Workers and worker scripts: files that the page asks for. */
export function defineWorkers(machine: Machine, global: Obj): void {
  const wanted =
    (via: string, goalOf: (call: Call) => 'script' | 'module') =>
    (call: Call): Value => {
      const url = resolve(machine, textOf(machine, argument(call, 0)), machine.realm.baseUrl);
      if (typeof url === 'string')
        machine.imports.want(url, 'worker', goalOf(call), via, call.site.script, call.site.node);
      const worker = machine.object();
      worker.open = true;
      return define(machine, worker, {
        addEventListener: ready,
        postMessage: () => undefined,
        terminate: () => undefined,
      });
    };
  const goal = (call: Call): 'script' | 'module' =>
    machine.get(argument(call, 1), 'type') === 'module' ? 'module' : 'script';
  for (const name of ['Worker', 'SharedWorker']) {
    global.members.set(
      name,
      constructor(
        machine,
        name,
        machine.object(),
        wanted(name === 'Worker' ? 'worker' : 'shared worker', goal),
      ),
    );
  }
  const registration = define(machine, machine.object(), {
    register: (call) => (wanted('service worker', goal)(call), new Unknown('a service worker')),
  });
  registration.open = true;
  const navigator = machine.object();
  navigator.open = true;
  navigator.members.set('serviceWorker', registration);
  global.members.set('navigator', navigator);
  if (machine.realm.document === null) {
    global.members.set(
      'importScripts',
      machine.native('importScripts', (call) => importScripts(machine, call)),
    );
  }
}

function importScripts(machine: Machine, call: Call): undefined {
  for (const value of call.args.values) {
    const url = resolve(machine, textOf(machine, value), machine.realm.baseUrl);
    if (typeof url === 'string') {
      machine.imports.want(url, 'script', 'script', 'importScripts', call.site.script, call.site.node);
      machine.imports.runScript(url);
    }
  }
}
