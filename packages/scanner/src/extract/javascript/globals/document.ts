import { argument } from '../code.ts';
import type { Call } from '../code.ts';
import { textOf } from '../evaluate/text.ts';
import type { Machine } from '../machine.ts';
import { Accessor, lift, Obj, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { define } from './define.ts';
import { nameByAttributes } from './form-controls.ts';
import { getAttribute, hasAttribute, newElement, setAttribute, textNode } from './element.ts';
import { allBelow, closest, firstBelow, madeByScript, matches } from './element-tree.ts';
import type { ElementTree } from './element-tree.ts';
import { insertAdjacentHtml, insertElements, write } from './insertion.ts';
import { dispatch } from './dispatch.ts';
import { listen, ready } from './events.ts';
import { partOf } from './url-members.ts';

/** What tells a document from an element (DOM, "Node" and "Document"). */
const nodeFacts = {
  nodeType: 9,
  nodeName: '#document',
  ownerDocument: null,
  namespaceURI: undefined,
  compatMode: 'CSS1Compat',
  contentType: 'text/html',
} as const;

export function createDocument(machine: Machine, elements: ElementTree): Obj {
  const document = new Obj('document', machine.globals.prototypes.element);
  document.open = true;
  const first = (found: readonly number[] | Unknown): Value => {
    if (found instanceof Unknown) return found;
    return found[0] === undefined ? madeByScript : elements.at(found[0]);
  };
  const all = (found: readonly number[] | Unknown): Value =>
    found instanceof Unknown
      ? machine.array([], false)
      : machine.array(found.map((index) => elements.at(index)));
  const text = (call: Call): Value => textOf(machine, argument(call, 0));
  define(machine, document, {
    getElementById: (call) =>
      lift(text(call), (id) =>
        typeof id === 'string' ? first(indexOfId(machine, id)) : new Unknown('an element of the page'),
      ),
    querySelector: (call) => lift(text(call), (selector) => first(elements.select(selector))),
    querySelectorAll: (call) => all(elements.select(text(call))),
    getElementsByTagName: (call) => all(elements.select(text(call))),
    getElementsByClassName: (call) => all(elements.select(dotted(text(call)))),
    getElementsByName: (call) => all(elements.select(named(text(call)))),
    createElement: (call) =>
      lift(text(call), (tag) => newElement(machine, typeof tag === 'string' ? tag.toLowerCase() : 'unknown')),
    createTextNode: (call) => textNode(machine, text(call)),
    importNode: (call) => argument(call, 0),
    createDocumentFragment: () => newElement(machine, '#fragment'),
    addEventListener: (call) => ready(call),
    dispatchEvent: dispatch,
    write,
    writeln: write,
  });
  for (const tag of ['body', 'head', 'html'] as const) {
    document.members.set(tag === 'html' ? 'documentElement' : tag, first(elements.select(tag)));
  }
  const { element } = machine.globals.prototypes;
  element.members.set('ownerDocument', document);
  element.members.set('namespaceURI', 'http://www.w3.org/1999/xhtml');
  for (const [name, value] of Object.entries(nodeFacts)) document.members.set(name, value);
  const address = (): Value => partOf(machine, machine.realm.url, 'href');
  document.members.set('URL', address());
  document.members.set('documentURI', address());
  document.members.set('baseURI', machine.realm.baseUrl);
  document.members.set('domain', partOf(machine, machine.realm.url, 'hostname'));
  document.members.set('cookie', new Unknown('a cookie'));
  document.members.set('location', machine.globals.location);
  document.members.set('defaultView', machine.globals.global);
  const current = machine.native('currentScript', () => {
    const { currentElement, insertedElement } = machine.imports;
    return currentElement === null ? insertedElement : elements.at(currentElement);
  });
  document.members.set('currentScript', new Accessor(current, undefined));
  document.members.set('scripts', all(elements.select('script')));
  document.members.set('forms', formsOf(all(elements.select('form'))));
  document.members.set('readyState', new Unknown('whether the page is loaded'));
  return document;
}

/** `document.forms`: by number, and by name or id. */
function formsOf(forms: Value): Value {
  if (forms instanceof Obj) nameByAttributes(forms);
  return forms;
}

function indexOfId(machine: Machine, id: string): readonly number[] {
  const index = machine.realm.document?.elements.byId[id];
  return index === undefined ? [] : [index];
}

function dotted(text: Value): Value {
  return typeof text === 'string' ? `.${text.trim().split(/\s+/).join('.')}` : text;
}

function named(text: Value): Value {
  return typeof text === 'string' ? `[name=${JSON.stringify(text)}]` : text;
}

/** What all elements can do. */
export function elementPrototype(machine: Machine): Obj {
  return define(machine, new Obj('object', machine.globals.prototypes.object), {
    getAttribute,
    setAttribute,
    hasAttribute,
    appendChild: insertElements,
    append: insertElements,
    prepend: insertElements,
    insertBefore: insertElements,
    replaceChild: insertElements,
    after: insertElements,
    before: insertElements,
    replaceWith: insertElements,
    replaceChildren: insertElements,
    insertAdjacentElement: insertElements,
    insertAdjacentHTML: insertAdjacentHtml,
    addEventListener: listen,
    dispatchEvent: dispatch,
    querySelector: (call) => firstBelow(machine, call.thisValue, argument(call, 0)),
    querySelectorAll: (call) => allBelow(machine, call.thisValue, argument(call, 0)),
    getElementsByTagName: (call) => allBelow(machine, call.thisValue, argument(call, 0)),
    getElementsByClassName: (call) =>
      allBelow(machine, call.thisValue, dotted(textOf(machine, argument(call, 0)))),
    closest: (call) => closest(machine, call.thisValue, argument(call, 0)),
    matches: (call) => matches(machine, call.thisValue, argument(call, 0)),
    cloneNode: ({ thisValue }) => thisValue,
  });
}
