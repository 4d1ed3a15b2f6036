import { runText } from '../evaluate/run-code.ts';
import type { Call, Site } from '../code.ts';
import { joinTexts, textOf } from '../evaluate/text.ts';
import type { Machine } from '../machine.ts';
import { Items, Obj, optionsOf, slots, valueIn } from '../values.ts';
import type { Value } from '../values.ts';
import { innerText } from './blobs.ts';
import { addressesOf, attributeOf, codeOf, tagOf } from './element.ts';
import { addFrame, setMarkup, writeMarkup } from './markup.ts';

/** What is put into the document: scripts load or run, frames load. */
export function insertElements(call: Call): Value {
  for (const value of call.args.values)
    for (const option of optionsOf(value)) if (option instanceof Obj) insertInto(call, option);
  return call.args.values[0];
}

function insertInto({ machine, thisValue, site }: Call, element: Obj): void {
  const isText = element.kind === 'element' && tagOf(element) === '#text';
  if (isText && thisValue instanceof Obj) machine.store.write(thisValue, 'textContent', codeOf(element));
  else insertElement(machine, element, site);
}

/** An element that is put into the document, or given to code that is not known. */
export function insertElement(machine: Machine, element: Obj, site: Site): void {
  if (element.kind !== 'element' || isOfMarkup(machine, element)) return;
  const tag = tagOf(element);
  if (tag === 'script') insertScript(machine, element, site);
  else if (tag === 'iframe' || tag === 'frame')
    addFrame(
      machine,
      { source: addressesOf(element), srcdoc: attributeOf(machine, element, 'srcdoc') },
      site,
    );
}

/** What the parser put into the document has loaded, or never will, wherever it is moved (HTML Standard, "already started"). */
function isOfMarkup(machine: Machine, element: Obj): boolean {
  const index = valueIn(element, slots.element);
  return typeof index === 'number' && machine.globals.elements.at(index) === element;
}

function insertScript(machine: Machine, element: Obj, site: Site): void {
  if (valueIn(element, 'noModule') === true) return;
  machine.leads.note();
  const goal = attributeOf(machine, element, 'type') === 'module' ? 'module' : 'script';
  const addresses = addressesOf(element);
  for (const url of addresses) {
    const inner = innerText(machine, url, site);
    if (inner !== null) soon(machine, () => void runText(machine, inner.text, inner.site, null));
    else {
      machine.imports.want(url, goal, goal, 'inserted script', site);
      machine.imports.inserted.set(url, element);
      soon(machine, () => {
        if (machine.imports.runLoaded(url, goal)) loaded(machine, element, site);
      });
    }
  }
  const code = addresses.length === 0 ? codeOf(element) : undefined;
  if (code !== undefined) runText(machine, textOf(machine, code), site, null);
}

/** The element's own handlers hear that its script has run. */
function loaded(machine: Machine, element: Obj, site: Site): void {
  const event = machine.object();
  event.open = true;
  event.members.set('type', 'load');
  for (const name of ['target', 'currentTarget', 'srcElement']) event.members.set(name, element);
  for (const handler of [valueIn(element, 'onload'), ...machine.listeners.own('load', element)])
    if (handler instanceof Obj && handler.code !== null)
      machine.call(handler, element, new Items([event]), site);
}

/** Runs what a script element loads once the code that inserts it has ended. */
function soon(machine: Machine, run: () => void): void {
  const isCertain = machine.store.depth === 0 && !machine.uncertain;
  machine.tasks.load(isCertain ? run : () => machine.tasks.maybe(run));
}

/** `document.write(…)`. */
export function write({ machine, args, site }: Call): undefined {
  writeMarkup(machine, joinTexts(machine, args, ''), site);
}

/** `element.insertAdjacentHTML(where, markup)`. */
export function insertAdjacentHtml({ machine, args, site }: Call): undefined {
  setMarkup(machine, textOf(machine, args.values[1]), site);
}
