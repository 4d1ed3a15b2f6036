import type { PageElement } from '../../document.ts';
import { markupPlace } from '../globals/element-tree.ts';
import type { ElementTree } from '../globals/element-tree.ts';
import { copyMembers } from '../evaluate/literal.ts';
import { runText } from '../evaluate/run-code.ts';
import type { Site } from '../code.ts';
import type { Machine } from '../machine.ts';
import { Frame, Scope } from '../scope.ts';
import { Items, join, Obj, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { itemsOf } from './call.ts';

/** So many elements of one template are looked at. */
const mostElements = 1_000;

/** `<template>` elements inside each other. */
const deepest = 20;

/** What a template is shown for: a component's instance, and what its tags stand for. */
export interface Shown {
  readonly machine: Machine;
  /** The code whose component it is. */
  readonly site: Site;
  readonly instance: Obj;
  /** The variables that its expressions see. */
  readonly scope: Scope;
  readonly componentOf: (tag: string) => Obj | null;
  readonly render: (component: Obj, properties: Obj) => void;
}

/**
 * The template of a component of Vue's, as markup: components in it are given their attributes, and handlers may run.
 *
 * @param index the element in whose place, or in which, the component is shown
 */
export function showTemplate(shown: Shown, tree: ElementTree, index: number, depth = 0): void {
  const below = tree.selectBelow(index, '*');
  if (below instanceof Unknown) return;
  const variables = new Map<number, Obj>();
  for (const at of below.slice(0, mostElements)) {
    const element = tree.markupOf(at);
    if (element === undefined) continue;
    const scope = scopeAt(shown, tree, at, variables);
    showElement(shown, element, scope);
    if (element.tag !== 'template' || element.content === undefined || depth >= deepest) continue;
    const place = markupPlace(shown.machine, element.content);
    if (place !== null) showTemplate({ ...shown, scope }, place.tree, place.index, depth + 1);
  }
}

function showElement(shown: Shown, { tag, attributes }: PageElement, scope: Scope): void {
  const { machine, site, componentOf, render } = shown;
  const valueOf = (code: string): Value => {
    const settled = machine.attempted(() => runText(machine, `(${code}\n)`, site, scope));
    return 'value' in settled ? settled.value : new Unknown('an attribute of a template');
  };
  const component = componentOf(tag);
  const properties = machine.object();
  for (const [name, value] of Object.entries(attributes)) {
    const [, event] = /^(?:@|v-on:)([\w:-]+)/.exec(name) ?? [];
    if (event !== undefined)
      machine.tasks.timer(() => machine.tasks.maybe(() => handle(shown, value, scope)));
    if (component === null || event !== undefined) continue;
    const [, bound] = /^(?:v-bind)?:([\w-]+)/.exec(name) ?? [];
    if (bound !== undefined) properties.members.set(bound, valueOf(value));
    else if (name === 'v-bind') copyMembers(machine, properties, valueOf(value));
    else if (/^[\w-]+$/.test(name) && !name.startsWith('v-')) properties.members.set(name, value);
  }
  if (component !== null) render(component, properties);
}

/** A handler is a function, or code that is run. */
function handle({ machine, site, instance }: Shown, code: string, scope: Scope): void {
  const value = runText(machine, code, site, scope);
  if (value instanceof Obj && value.code?.type === 'closure')
    machine.call(value, instance, new Items([], false), site);
}

/** The variables of a component's template: the members of its instance. */
export function templateScope(machine: Machine, site: Site, instance: Obj): Scope {
  const frame = new Frame({ script: site.script, thisValue: instance });
  frame.hasWith = true;
  // Not open, as the instance is: what it surely does not have may be a global.
  return new Scope(machine.globals.scope, frame, new Obj('object', instance));
}

/** What expressions of an element see besides: the variables of the lists around it. */
function scopeAt(shown: Shown, tree: ElementTree, index: number, variables: Map<number, Obj>): Scope {
  let { scope } = shown;
  const around: number[] = [];
  for (let at: number | null = index; at !== null; at = tree.parentOf(at)) around.push(at);
  for (const at of around.toReversed()) {
    const list = tree.markupOf(at)?.attributes['v-for'];
    if (list === undefined) continue;
    let names = variables.get(at);
    if (names === undefined) variables.set(at, (names = variablesOf(shown, list, scope)));
    scope = new Scope(scope, scope.frame, names);
  }
  return new Scope(scope, scope.frame);
}

/** `v-for="(item, index) in list"`: the item is any of the list's. */
function variablesOf({ machine, site }: Shown, text: string, scope: Scope): Obj {
  const [, aliases = '', list = ''] = /^([^]*?)\s+(?:in|of)\s+([^]*)$/.exec(text.slice(0, 2_000)) ?? [];
  const names = new Obj('object', null);
  const settled = machine.attempted(() => runText(machine, `(${list}\n)`, site, scope));
  const items = 'value' in settled ? itemsOf(settled.value) : [];
  for (const name of aliases.match(/[A-Za-z_$][\w$]*/g) ?? [])
    names.members.set(name, new Unknown(`\`${name.slice(0, 60)}\` of a list`));
  const [, item] = /^\s*\(?\s*([A-Za-z_$][\w$]*)/.exec(aliases) ?? [];
  if (item !== undefined && items.length > 0) names.members.set(item, join(items));
  return names;
}
