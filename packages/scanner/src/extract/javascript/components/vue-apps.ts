import { markupPlace, placeOf } from '../globals/element-tree.ts';
import type { Place } from '../globals/element-tree.ts';
import type { Machine } from '../machine.ts';
import { Items, Obj, optionsOf, valueIn } from '../values.ts';
import type { Value } from '../values.ts';
import { showTemplate, templateScope } from './vue-template.ts';

/** The applications of Vue's that a page mounts on its own markup, and the names of their components. */
export class VueApps {
  readonly #machine: Machine;
  readonly #named = new Map<string, Obj>();
  readonly #containers = new Map<Obj, Value>();

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** `app.component(name, component)`, `Vue.component(name, component)`. */
  register({ values: [name, component] }: Items): void {
    if (typeof name === 'string' && component instanceof Obj) this.#named.set(hyphenated(name), component);
  }

  /** `app.mount(element)`: the root components of the application that are so mounted. */
  mounted(application: Value, element: Value): readonly Obj[] {
    const roots = optionsOf(application).flatMap((app) =>
      app instanceof Obj && app.members.has('_component') && app.members.has('_context')
        ? optionsOf(valueIn(app, '_component'))
        : [],
    );
    const known = roots.filter((root) => root instanceof Obj);
    for (const root of known) this.#containers.set(root, element);
    return known;
  }

  /** Shows the template of a component, where it is markup, or else what stands in the element that it is mounted on. */
  show(component: Obj, instance: Obj, render: (component: Obj, properties: Obj) => void): void {
    const machine = this.#machine;
    const place = this.#templateOf(component);
    if (place === null) return;
    const own = valueIn(component, 'components');
    const { site } = machine;
    const componentOf = (tag: string): Obj | null => {
      for (const name of own instanceof Obj ? own.members.keys() : []) {
        if (typeof name !== 'string' || hyphenated(name) !== tag) continue;
        const value = machine.get(own, name);
        if (value instanceof Obj) return value;
      }
      return this.#named.get(tag) ?? null;
    };
    const scope = templateScope(machine, site, instance);
    showTemplate({ machine, site, instance, scope, componentOf, render }, place.tree, place.index);
  }

  /** Vue itself takes what the element holds, which is not known here as text. */
  #templateOf(component: Obj): Place | null {
    const machine = this.#machine;
    const template = valueIn(component, 'template');
    if (typeof template === 'string')
      return markupPlace(machine, template.startsWith('#') ? this.#contentOf(template) : template);
    if (valueIn(component, 'render') instanceof Obj) return null;
    const element = this.#elementOf(this.#containers.get(component) ?? valueIn(component, 'el'));
    return element instanceof Obj && element.kind === 'element' ? placeOf(machine, element) : null;
  }

  /** `template: '#id'`: of a `<template>` its content, of a `<script type="text/x-template">` its text. */
  #contentOf(selector: string): Value {
    const element = this.#elementOf(selector);
    const content = this.#machine.get(element, 'content');
    return content instanceof Obj ? valueIn(content, 'innerHTML') : this.#machine.get(element, 'textContent');
  }

  #elementOf(target: Value): Value {
    const { document } = this.#machine.globals;
    if (typeof target !== 'string' || document === null) return target;
    const find = this.#machine.get(document, 'querySelector');
    return this.#machine.call(find, document, new Items([target]), this.#machine.site);
  }
}

/** `ChatRoom` is `chat-room` in markup. */
function hyphenated(name: string): string {
  return name.replaceAll(/\B([A-Z])/g, '-$1').toLowerCase();
}
