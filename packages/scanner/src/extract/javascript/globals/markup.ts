import { readDocument } from '../../html.ts';
import type { ParsedDocument } from '../../document.ts';
import type { Site } from '../code.ts';
import { ScriptPolicy } from '../../markup/script-policy.ts';
import { hasMarker, withMarkers } from '../evaluate/markers.ts';
import { runText } from '../evaluate/run-code.ts';
import type { Machine } from '../machine.ts';
import { positionIn } from '../place.ts';
import { startOf } from '../syntax.ts';
import { optionsOf, Template } from '../values.ts';
import type { Value } from '../values.ts';

/** Markup longer than this is not looked through. */
const longest = 200_000;

/** `document.write`: its scripts run, those with an address once they have come. */
export function writeMarkup(machine: Machine, markup: Value, site: Site): void {
  for (const document of documentsIn(machine, markup, site)) {
    addFrames(machine, document, site);
    let waits = false;
    for (const { url, inline } of document.scripts) {
      const text = inline === null ? undefined : document.facts.scripts[inline];
      const asked = document.facts.dependencies.find((dependency) => dependency.url === url);
      if (asked !== undefined) {
        machine.imports.want(asked.url, asked.kind, asked.goal, 'document.write', site);
        machine.later(() => machine.imports.runScript(asked.url));
        waits = true;
      } else if (text !== undefined && text.kind === 'inline' && !hasMarker(text.text)) {
        const run = (): void => void runText(machine, text.text, site, null);
        if (waits) machine.later(run);
        else run();
      }
    }
  }
}

/** `innerHTML` and its kin: scripts in it do not run, frames load. */
export function setMarkup(machine: Machine, markup: Value, site: Site): void {
  for (const document of documentsIn(machine, markup, site)) addFrames(machine, document, site);
}

/** A frame that a script made: its document is read in its turn. */
export function addFrame(
  machine: Machine,
  { source, srcdoc }: { readonly source: readonly string[]; readonly srcdoc: Value },
  site: Site,
): void {
  machine.leads.note();
  const texts = optionsOf(srcdoc).filter((option) => typeof option === 'string');
  for (const text of texts) {
    const escaped = text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
    setMarkup(machine, `<iframe srcdoc="${escaped}"></iframe>`, site);
  }
  if (texts.length === 0)
    for (const url of source) machine.imports.want(url, 'frame', 'script', 'inserted frame', site);
}

function documentsIn(machine: Machine, markup: Value, site: Site): readonly ParsedDocument[] {
  const texts = optionsOf(markup).map((option) =>
    option instanceof Template ? withMarkers(option) : option,
  );
  return texts
    .filter((text) => typeof text === 'string')
    .filter((text) => text.length <= longest && /<(?:script|iframe|frame|object|embed)\b/i.test(text))
    .map((text) => documentOf(machine, text, site));
}

function documentOf(machine: Machine, text: string, { script, node }: Site): ParsedDocument {
  const position = positionIn(script, startOf(node));
  return readDocument(
    { url: script.source.url, text },
    {
      source: script.source.url,
      text,
      positionAt: () => position,
      baseUrl: machine.realm.baseUrl,
      realm: script.source.realm,
      policy: machine.realm.document?.policy ?? new ScriptPolicy([], machine.realm.url),
    },
  );
}

function addFrames(machine: Machine, document: ParsedDocument, site: Site): void {
  for (const { kind, url, goal } of document.facts.dependencies)
    if (kind === 'frame') machine.imports.want(url, kind, goal, 'inserted frame', site);
  for (const nested of document.nested) machine.loads.addDocument(nested);
}
