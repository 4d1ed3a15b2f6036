import type { ScriptText } from '../analysis.ts';
import { lineIndex, positionWithin } from '../position.ts';
import type { LineIndex, Position } from '../position.ts';
import type { Script } from './script.ts';

/** Where the offsets of a script are in its source. */
export interface ScriptLines {
  readonly lines: LineIndex;
  readonly start: Position;
}

const places = new WeakMap<Script, ScriptLines>();

/** Where a script's offsets are, also of code in a string: in that string. */
export function placeOf(script: Script): ScriptLines {
  const known = places.get(script);
  if (known !== undefined) return known;
  const { source, within } = script;
  const place = within === null ? ofSource(source) : ofCode(placeOf(within.script), within.offsetOf);
  places.set(script, place);
  return place;
}

function ofSource({ text, line = 1, column = 1 }: ScriptText): ScriptLines {
  return { lines: lineIndex(text), start: { line, column } };
}

function ofCode({ lines, start }: ScriptLines, offsetOf: (offset: number) => number): ScriptLines {
  return { lines: { positionAt: (offset) => lines.positionAt(offsetOf(offset)) }, start };
}

/** The line and column of a place in a script, in its source. */
export function positionIn(script: Script, offset: number): Position {
  const { lines, start } = placeOf(script);
  return positionWithin(start, lines.positionAt(offset));
}
