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
  /** URL literals that were evaluated. */
  readonly reached: Set<Node>;
  /** Functions that began, that came to an end, and that a budget or the page's `throw` broke off. */
  readonly entered: Set<FunctionNode>;
  readonly finished: Set<FunctionNode | Program>;
  readonly interrupted: Set<FunctionNode | Program>;
  /** Functions that exist as values. */
  readonly made: Set<Node>;
}

export function newScript(init: Pick<Script, 'source' | 'goal' | 'program' | 'comments' | 'survey'>): Script {
  return {
    ...init,
    reached: new Set(),
    entered: new Set(),
    finished: new Set(),
    interrupted: new Set(),
    made: new Set(),
  };
}
