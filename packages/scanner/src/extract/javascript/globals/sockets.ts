import { argument } from '../code.ts';
import type { Call } from '../code.ts';
import { textOf } from '../evaluate/text.ts';
import type { Machine } from '../machine.ts';
import { Obj, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { webSocketUrl } from '../../websocket-url.ts';
import { constructor, define, prototypeFor } from './define.ts';
import { ready } from './events.ts';

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
    const url = textOf(machine, argument(call, 0));
    if (isAccepted(machine, url)) machine.doubts += 1;
    else machine.risks += 1;
    if (call.newTarget === null) return new Unknown('`WebSocket` is called without `new`');
    machine.sightings.socket(call);
    const socket = new Obj('object', prototypeFor(machine, call.newTarget, prototype));
    socket.open = true;
    socket.members.set('url', url);
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

/** Whether the constructor surely takes a URL: no syntax error, and no `ws:` on an `https:` page. */
function isAccepted({ realm }: Machine, url: Value): boolean {
  if (typeof url !== 'string') return false;
  const resolved = webSocketUrl(url, realm.baseUrl);
  return 'url' in resolved && (resolved.url.startsWith('wss:') || !realm.url.startsWith('https:'));
}
