import type { Machine } from './machine.ts';
import type { Scope } from './scope.ts';
import type { Script } from './script.ts';
import type { ClassNode, FunctionNode, Node } from './syntax.ts';
import type { Items, Obj, Value } from './values.ts';

/** What runs when an object is called. */
export type Code = Closure | Native;

/** A function of the page, with the variables around it. */
export interface Closure {
  readonly type: 'closure';
  /** Null for a class without a constructor of its own. */
  readonly node: FunctionNode | null;
  readonly classNode: ClassNode | null;
  readonly scope: Scope;
  readonly script: Script;
  /** The object that `super` starts from. */
  readonly home: Obj | null;
}

/** A function of the browser or of the language, as the evaluator knows it. */
export interface Native {
  readonly type: 'native';
  readonly name: string;
  readonly run: NativeFunction;
}

export type NativeFunction = (call: Call) => Value;

/** One call, as a native function sees it. */
export interface Call {
  readonly machine: Machine;
  readonly callee: Obj;
  readonly thisValue: Value;
  readonly args: Items;
  readonly site: Site;
  /** Set for `new`: the class that was named, which a subclass's `super(…)` keeps. */
  readonly newTarget: Obj | null;
}

/** A place in the page's code. */
export interface Site {
  readonly script: Script;
  readonly node: Node;
}

/** The nth argument; undefined where there are fewer. */
export function argument(call: Call, index: number): Value {
  return call.args.values[index];
}
