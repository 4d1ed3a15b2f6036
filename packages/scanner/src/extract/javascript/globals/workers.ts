import { argument } from '../code.ts';
import type { Call } from '../code.ts';
import { runText } from '../evaluate/run-code.ts';
import { textOf } from '../evaluate/text.ts';
import type { Machine } from '../machine.ts';
import { placeOfCode } from '../string-code.ts';
import { received, sent } from '../transfer.ts';
import type { Sent } from '../transfer.ts';
import { Items, Obj, optionsOf, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { innerText } from './blobs.ts';
import { constructor, define } from './define.ts';
import { ready } from './events.ts';
import { resolve } from './url-members.ts';

/** Workers and worklets: files that the page asks for, or texts that it has itself. */
export function defineWorkers(machine: Machine, global: Obj): void {
  global.members.set('Worker', constructor(machine, 'Worker', machine.object(), newWorker));
  global.members.set('SharedWorker', constructor(machine, 'SharedWorker', machine.object(), newSharedWorker));
  global.members.set('navigator', navigator(machine));
  const worklets = ['paintWorklet', 'layoutWorklet', 'animationWorklet'];
  const css = machine.object();
  css.open = true;
  for (const name of worklets) css.members.set(name, worklet(machine));
  global.members.set('CSS', css);
  for (const name of ['AudioContext', 'OfflineAudioContext', 'webkitAudioContext']) {
    const prototype = machine.object();
    const context = constructor(machine, name, prototype, () => {
      const made = new Obj('object', prototype);
      made.open = true;
      made.members.set('audioWorklet', worklet(machine));
      return made;
    });
    global.members.set(name, context);
  }
  if (machine.realm.document === null)
    global.members.set('importScripts', machine.native('importScripts', importScripts));
}

function newWorker(call: Call): Value {
  const { machine } = call;
  const worker = machine.object();
  worker.open = true;
  const urls = startWorker(call, 'worker');
  return define(machine, worker, {
    addEventListener: ready,
    terminate: () => undefined,
    postMessage: posting(urls, false),
  });
}

function newSharedWorker(call: Call): Value {
  const { machine } = call;
  const worker = machine.object();
  worker.open = true;
  const urls = startWorker(call, 'shared worker');
  const port = define(machine, machine.object(), {
    addEventListener: ready,
    start: () => undefined,
    close: () => undefined,
    postMessage: posting(urls, true),
  });
  port.open = true;
  worker.members.set('port', port);
  return worker;
}

function posting(urls: readonly string[], byPort: boolean): (call: Call) => undefined {
  return (call) => {
    for (const to of urls)
      call.machine.loads.send({ to, data: sent(call.machine, argument(call, 0)), byPort });
  };
}

function navigator(machine: Machine): Obj {
  const container = define(machine, machine.object(), {
    addEventListener: ready,
    register: (call) => {
      startWorker(call, 'service worker');
      return new Unknown('a service worker');
    },
  });
  container.open = true;
  const made = machine.object();
  made.open = true;
  made.members.set('serviceWorker', container);
  return made;
}

function worklet(machine: Machine): Obj {
  return define(machine, machine.object(), {
    addModule: (call) => {
      for (const url of addresses(call))
        call.machine.imports.want(url, 'worker', 'module', 'worklet', call.site);
      return new Unknown('a worklet');
    },
  });
}

/** Notes the worker that a call starts; its URLs, where they are known. */
function startWorker(call: Call, via: string): readonly string[] {
  const { machine, site } = call;
  const goal = machine.get(argument(call, 1), 'type') === 'module' ? 'module' : 'script';
  const urls = addresses(call);
  for (const url of urls) {
    const inner = innerText(machine, url, site);
    if (inner === null) machine.imports.want(url, 'worker', goal, via, site);
    else
      machine.loads.addScript({
        text: inner.text,
        goal,
        realm: url,
        within: placeOfCode(inner.site.script, inner.text, inner.site.node),
      });
  }
  return urls;
}

function addresses(call: Call): readonly string[] {
  const { machine } = call;
  machine.leads.note();
  // A browser would ask for "undefined"; code that came to here means a value that the analysis does not know.
  const given = optionsOf(argument(call, 0)).filter((option) => option !== undefined);
  return given
    .flatMap((option) => optionsOf(resolve(machine, textOf(machine, option), machine.realm.baseUrl)))
    .filter((option) => typeof option === 'string');
}

function importScripts({ machine, args, site }: Call): undefined {
  machine.leads.note();
  for (const value of args.values) {
    for (const url of optionsOf(resolve(machine, textOf(machine, value), machine.realm.baseUrl))) {
      if (typeof url !== 'string') continue;
      const inner = innerText(machine, url, site);
      if (inner !== null) runText(machine, inner.text, inner.site, null);
      else {
        machine.imports.want(url, 'script', 'script', 'importScripts', site);
        machine.imports.runScript(url);
      }
    }
  }
}

/** Hands a worker the messages that the page sends it. */
export function deliver(machine: Machine): void {
  for (const { data, byPort } of machine.realm.messages) {
    if (byPort) connect(machine, data);
    else call(machine, machine.globals.global, 'message', event(machine, data));
  }
}

/** A shared worker gets a port first, and its messages over that. */
function connect(machine: Machine, data: Sent): void {
  const port = define(machine, machine.object(), {
    addEventListener: ready,
    start: () => undefined,
    close: () => undefined,
    postMessage: () => undefined,
  });
  const connection = machine.object();
  connection.open = true;
  connection.members.set('ports', machine.array([port]));
  connection.members.set('source', port);
  call(machine, machine.globals.global, 'connect', connection);
  call(machine, port, 'message', event(machine, data));
}

function event(machine: Machine, data: Sent): Obj {
  const made = machine.object();
  made.open = true;
  made.members.set('data', received(machine, data));
  made.members.set('type', 'message');
  return made;
}

function call(machine: Machine, receiver: Obj, type: string, event: Obj): void {
  const listening = machine.loads.listeners
    .filter((listener) => listener.type === type && listener.receiver === receiver)
    .map(({ handler }) => handler);
  for (const handler of [receiver.members.get(`on${type}`), ...listening]) {
    if (handler instanceof Obj && handler.code !== null)
      machine.tasks.timer(() => machine.call(handler, receiver, new Items([event]), machine.site));
  }
  machine.tasks.runAll();
}
