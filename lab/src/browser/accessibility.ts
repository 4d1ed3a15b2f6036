import axe from 'axe-core';
import type { Tab, View } from './tab.ts';

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** What axe-core finds on the tab's page, as rule and elements. It needs scripts; the page's view may be without. */
export async function violationsOf(tab: Tab, view: View): Promise<readonly unknown[]> {
  await tab.show({ ...view, script: true });
  await tab.evaluate(axe.source);
  const answer = await tab.evaluate('axe.run().then(({ violations }) => JSON.stringify(violations))');
  await tab.show(view);
  const found = JSON.parse(String(answer)) as readonly Violation[];
  return found.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}
