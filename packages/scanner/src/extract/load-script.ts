import type { LimitName } from '../limits.ts';
import type { ScriptText } from './analysis.ts';
import { parseHandler, parseScript } from './javascript/parse.ts';
import { newScript } from './javascript/script.ts';
import type { Script, Within } from './javascript/script.ts';
import { readCodes } from './javascript/string-code.ts';
import { survey } from './javascript/survey.ts';

/**
 * Parses a script and surveys its tree; or says why its text has to do.
 *
 * @param within where its text stands, where that is in another script
 * @param runsStrings whether the page may run code that is in its strings
 */
export function loadScript(
  source: ScriptText,
  parseUnits: number,
  within: Within | null = null,
  runsStrings = true,
): { readonly script: Script } | { readonly error: string; readonly limit?: LimitName } {
  if (source.text.length > parseUnits)
    return { error: `it is larger than ${parseUnits} characters`, limit: 'parseUnits' };
  const parsed =
    source.kind === 'handler' ? parseHandler(source.text) : parseScript(source.text, source.goal);
  if ('error' in parsed) return parsed;
  const goal = parsed.program.sourceType === 'module' ? 'module' : 'script';
  const script = newScript({ source, goal, ...parsed, survey: survey(parsed.program, source.text), within });
  if (runsStrings) readCodes(script);
  return { script };
}
