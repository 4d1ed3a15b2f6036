import type { ScriptText } from '../analysis.ts';
import type { Comment } from './parse.ts';
import type { Survey } from './survey.ts';
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
