import type { Call } from '../code.ts';
import { promiseOf } from '../evaluate/promise.ts';
import { textOf } from '../evaluate/text.ts';
import type { Machine } from '../machine.ts';
import { PageThrow } from '../store.ts';
import { Items, Obj, slots, Unknown, valueIn } from '../values.ts';
import type { Value } from '../values.ts';
import { valueOfJson } from './data.ts';
import { constructor, define } from './define.ts';
import { resolve } from './url-members.ts';

/** What a request was answered, as far as it was read. */
interface Answer {
  readonly text: string | Unknown;
}

/** What a request is before it is sent (XMLHttpRequest standard, 3). */
const unsent = {
  readyState: 0,
  responseType: '',
  status: 0,
  statusText: '',
  timeout: 0,
  withCredentials: false,
} as const;

const eventTypes = [
  'readystatechange',
  'loadstart',
  'progress',
  'abort',
  'error',
  'load',
  'timeout',
  'loadend',
] as const;

/** `fetch` and `XMLHttpRequest`: the data of the page's own origin that it asks for may hold what it connects to. */
export function defineRequests(machine: Machine, global: Obj): void {
  define(machine, global, { fetch: fetched });
  const prototype = define(machine, machine.object(), {
    open: opened,
    send: sentRequest,
    setRequestHeader: () => undefined,
    overrideMimeType: () => undefined,
    abort: () => undefined,
    addEventListener: listened,
    getResponseHeader: () => new Unknown('a header of an answer'),
    getAllResponseHeaders: () => new Unknown('the headers of an answer'),
  });
  for (const [name, value] of Object.entries(unsent)) prototype.members.set(name, value);
  for (const type of eventTypes) prototype.members.set(`on${type}`, null);
  const made = constructor(machine, 'XMLHttpRequest', prototype, () => {
    const request = new Obj('object', prototype);
    request.open = true;
    return request;
  });
  for (const [state, name] of ['UNSENT', 'OPENED', 'HEADERS_RECEIVED', 'LOADING', 'DONE'].entries())
    made.members.set(name, state);
  global.members.set('XMLHttpRequest', made);
}

/** The answer to a GET of the page's own origin; what else is asked for is not known. */
function answerOf(call: Call, address: Value, method: Value, via: string): Answer {
  const { machine, site } = call;
  const url = resolve(machine, textOf(machine, address), machine.realm.baseUrl);
  const isGet = method === undefined || (typeof method === 'string' && /^get$/i.test(method));
  const isOwn =
    typeof url === 'string' &&
    /^https?:/.test(url) &&
    new URL(url).origin === new URL(machine.realm.url).origin;
  if (!isOwn || !isGet) return { text: new Unknown('what a request was answered') };
  const plain = url.replace(/#[^]*$/, '');
  const known = machine.realm.files.get(plain);
  if (known !== undefined) return { text: known };
  const reason = `${new URL(plain).pathname.slice(0, 100)} was not read`;
  machine.loads.ask({ url: plain, via, site, reason });
  return { text: new Unknown(reason) };
}

function fetched(call: Call): Value {
  const { machine } = call;
  machine.risks += 1;
  const [input, init] = call.args.values;
  const { text } = answerOf(
    call,
    input,
    init instanceof Obj ? machine.get(init, 'method') : undefined,
    'fetch',
  );
  const response = define(machine, machine.object(), {
    json: () => promiseOf(machine, parsed(machine, text)),
    text: () => promiseOf(machine, { value: text }),
    clone: () => response,
  });
  response.open = true;
  if (typeof text === 'string') {
    response.members.set('ok', true);
    response.members.set('status', 200);
  }
  return promiseOf(machine, { value: response });
}

function parsed(
  machine: Machine,
  text: string | Unknown,
): { readonly value: Value } | { readonly thrown: Value } {
  if (text instanceof Unknown) return { value: text };
  try {
    return { value: valueOfJson(machine, text) };
  } catch (error) {
    if (error instanceof SyntaxError) return { thrown: new Unknown('a JSON syntax error') };
    throw error;
  }
}

function opened({ machine, thisValue, args }: Call): undefined {
  if (!(thisValue instanceof Obj)) return;
  const [method, address, isAsync] = args.values;
  machine.store.write(thisValue, slots.source, method);
  machine.store.write(thisValue, slots.flags, isAsync);
  machine.store.write(thisValue, slots.href, textOf(machine, address));
}

function listened(call: Call): undefined {
  const { machine, thisValue } = call;
  const [type, handler] = call.args.values;
  if (thisValue instanceof Obj && typeof type === 'string' && handler instanceof Obj) {
    const pair = machine.array([type, handler]);
    machine.store.write(thisValue, slots.reactions, machine.array([...pairsOf(thisValue, machine), pair]));
  }
}

function sentRequest(call: Call): undefined {
  const { machine, thisValue: request } = call;
  // What fails is told by an event, unless the page waits for the answer (XMLHttpRequest standard, `send()`).
  machine.doubts += 1;
  if (!(request instanceof Obj)) return;
  const { text } = answerOf(
    call,
    valueIn(request, slots.href),
    valueIn(request, slots.source),
    'XMLHttpRequest',
  );
  if (valueIn(request, slots.flags) === false) complete(call, request, text);
  else machine.tasks.timer(() => complete(call, request, text));
}

/** Sets what a request was answered, and calls what waits for it. */
function complete(call: Call, request: Obj, text: string | Unknown): void {
  const { machine } = call;
  const isJson = machine.get(request, 'responseType') === 'json';
  const json = isJson ? parsed(machine, text) : null;
  const set = (name: string, value: Value): void => machine.store.write(request, name, value);
  set('readyState', 4);
  set('responseText', text);
  set('response', json === null ? text : 'value' in json ? json.value : null);
  const isKnown = typeof text === 'string';
  set('status', isKnown ? 200 : new Unknown('the status of an answer'));
  set('statusText', isKnown ? 'OK' : new Unknown('the status of an answer'));
  const event = machine.object();
  event.open = true;
  for (const name of ['target', 'currentTarget']) event.members.set(name, request);
  for (const type of ['readystatechange', 'load', 'loadend']) {
    for (const handler of [machine.get(request, `on${type}`), ...listenersOf(machine, request, type)]) {
      if (!(handler instanceof Obj) || handler.code === null) continue;
      try {
        machine.call(handler, request, new Items([event]), call.site);
      } catch (error) {
        if (!(error instanceof PageThrow)) throw error;
      }
    }
  }
}

function pairsOf(request: Obj, machine: Machine): readonly Value[] {
  const pairs = valueIn(request, slots.reactions);
  return pairs === undefined ? [] : machine.iterate(pairs).values;
}

function listenersOf(machine: Machine, request: Obj, type: string): readonly Value[] {
  const pairs = pairsOf(request, machine).filter((pair) => machine.get(pair, '0') === type);
  return pairs.map((pair) => machine.get(pair, '1'));
}
