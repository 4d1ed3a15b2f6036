import type { ScriptText } from '../analysis.ts';
import type { Comment } from './parse.ts';
import type { Survey } from './survey.ts';
import { endOf, isFunction, startOf } from './syntax.ts';
import type { FunctionNode, Node, Program } from './syntax.ts';

/** A script that was parsed, and what the evaluation has seen of it. */
export interface Script {
  readonly source: ScriptText;
  readonly goal: 'script' | 'module';
  readonly program: Program;
  readonly comments: readonly Comment[];
  readonly survey: Survey;
  /** What holds it, of code in a string; null for a script of its own. */
  readonly within: Within | null;
  /** The code that it holds in strings, by their literals, or by their texts where the literals are not known. */
  readonly codes: Map<Node | string, Script>;
  /** URL literals that were evaluated. */
  readonly reached: Set<Node>;
  /** Functions that began, that came to an end, and that a budget or the page's `throw` broke off. */
  readonly entered: Set<FunctionNode>;
  readonly finished: Set<FunctionNode | Program>;
  readonly interrupted: Set<FunctionNode | Program>;
  /** Functions that exist as values. */
  readonly made: Set<Node>;
}

/** Where code in a string stands. */
export interface Within {
  readonly script: Script;
  /** The offset in the holder's text of an offset in the code. */
  readonly offsetOf: (offset: number) => number;
  /** The URL literals that the string was made of: the code tells what they hold. */
  readonly literals: ReadonlySet<Node>;
}

type Parsed = Pick<Script, 'source' | 'goal' | 'program' | 'comments' | 'survey'>;

/** A script of which nothing is evaluated yet. The code in the strings of one that was parsed before comes along. */
export function newScript(init: Parsed & Partial<Pick<Script, 'within' | 'codes'>>): Script {
  const { source, goal, program, comments, survey, within = null } = init;
  const script: Script = {
    source,
    goal,
    program,
    comments,
    survey,
    within,
    codes: new Map(),
    reached: new Set(),
    entered: new Set(),
    finished: new Set(),
    interrupted: new Set(),
    made: new Set(),
  };
  for (const [key, code] of init.codes ?? []) {
    if (code.within !== null)
      script.codes.set(key, newScript({ ...code, within: { ...code.within, script } }));
  }
  return script;
}

/** Scripts with the code in their strings, each before what it holds. */
export function withCodes(scripts: readonly Script[]): readonly Script[] {
  const all: Script[] = [];
  const pending = scripts.toReversed();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    all.push(next);
    pending.push(...[...next.codes.values()].toReversed());
  }
  return all;
}

/** A file that is smaller is as likely the page's own. UTF-16 units. */
const smallestLibrary = 12_000;
const universal =
  /typeof define\s*===?\s*["']function["']\s*&&\s*define\.amd|["']function["']\s*===?\s*typeof define\s*&&\s*define\.amd/;

/**
 * Whether a file is a library for any loader (UMD), one call that is handed the library as a function: what of it the
 * page and its events do not call, nothing calls.
 */
export function isUniversalModule({ source: { text }, program }: Script): boolean {
  if (text.length <= smallestLibrary || !universal.test(text.slice(0, 2_000))) return false;
  const statement = program.body.find(({ type }) => type === 'ExpressionStatement');
  const whole = statement?.type === 'ExpressionStatement' ? statement.expression : null;
  const call = whole?.type === 'UnaryExpression' ? whole.argument : whole;
  if (call?.type !== 'CallExpression') return false;
  const factory = call.arguments.at(-1);
  return factory !== undefined && isFunction(factory) && endOf(factory) - startOf(factory) > text.length / 2;
}
