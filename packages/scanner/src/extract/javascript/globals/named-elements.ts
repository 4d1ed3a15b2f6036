import { argument } from '../code.ts';
import type { Machine } from '../machine.ts';
import { Accessor, Items, Obj } from '../values.ts';

const mostIds = 2_000;

/** Elements with an id are members of the window, unless something else is (HTML Standard, 7.2.2.3). */
export function defineNamedElements(machine: Machine, global: Obj): void {
  const named = new Obj('object', global.proto);
  const ids = Object.keys(machine.realm.document?.elements.byId ?? {}).filter((id) =>
    /^[\w$]{1,60}$/.test(id),
  );
  for (const id of ids.slice(0, mostIds)) {
    if (global.members.has(id)) continue;
    const get = machine.native(id, ({ site }) => {
      const { document } = machine.globals;
      const find = machine.get(document ?? undefined, 'getElementById');
      return machine.call(find, document ?? undefined, new Items([id]), site);
    });
    const set = machine.native(id, (call) => {
      machine.store.write(global, id, argument(call, 0));
      return undefined;
    });
    named.members.set(id, new Accessor(get, set));
  }
  global.proto = named;
}
