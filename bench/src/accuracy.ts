/**
 * `npm run bench:accuracy [-- part of a page's id …]`: wssure's static analysis on the labelled corpus, beside
 * two baselines. Prints the tables, lists every miss and false alarm, and (for the whole corpus) writes them to
 * docs/accuracy.md. Exits 1 below the goals.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { grep, sinkRegex } from './accuracy/baselines.ts';
import { expectationOf, type Outcome } from './accuracy/outcome.ts';
import { scanPage } from './accuracy/scan-page.ts';
import { compare, precision, recall, total } from './accuracy/score.ts';
import {
  differenceList,
  familyTable,
  toolTable,
  unresolvedShare,
  type PageResult,
  type ToolResult,
} from './accuracy/table.ts';
import { assemble } from './pages/assemble.ts';
import { loadPages, type CorpusPage } from './pages/page.ts';
import { openSite } from './pages/site.ts';

const goals = { recall: 0.98, precision: 0.99, unresolved: 0.05 };
const document = fileURLToPath(new URL('../../docs/accuracy.md', import.meta.url));

const wanted = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const pages = loadPages(wanted);
await assemble(pages);
const scanned = await scanAll(pages);
const results = scanned.map(({ result }) => result);
const tools: readonly ToolResult[] = [
  toolResult('wssure', pages, new Map(scanned.map(({ result, outcome }) => [result.id, outcome]))),
  toolResult('`wss?://` in the text', pages, outcomesOf(pages, grep)),
  toolResult('`new WebSocket("…"`', pages, outcomesOf(pages, sinkRegex)),
];

const shipped = pages.filter(({ label }) => label.code === 'shipped').length;
const summary = [
  `${pages.length} pages, ${shipped} of them made of code that others shipped; ${results.reduce((all, page) => all + page.connects, 0)} places that connect, ${(100 * unresolvedShare(results)).toFixed(1)} % unresolved.`,
  toolTable(tools),
  familyTable(results),
  `### Misses and false alarms\n\n${differenceList(results)}`,
].join('\n\n');
console.log(summary);
console.log(
  `\nUnresolved\n\n${results.flatMap(({ id, unresolved }) => unresolved.map((place) => `- ${id}: ${place}`)).join('\n') || 'None.'}`,
);
if (wanted.length === 0) writeDocument(summary);
if (!goalsMet()) process.exitCode = 1;

async function scanAll(
  all: readonly CorpusPage[],
): Promise<readonly { result: PageResult; outcome: Outcome }[]> {
  const site = await openSite();
  const done: { result: PageResult; outcome: Outcome }[] = [];
  try {
    for (const page of all) {
      site.show(page);
      if (process.stderr.isTTY)
        process.stderr.write(`\r\x1b[K${done.length + 1} of ${all.length}: ${page.id}`);
      const expected = expectationOf(page);
      const outcome = await scanPage(page, site.port);
      const { connects, unresolved, error } = outcome;
      const endpoints = compare(expected.endpoints, outcome.endpoints, expected.tolerated);
      const findings = compare(expected.findings, outcome.findings);
      done.push({
        outcome,
        result: { id: page.id, family: page.family, endpoints, findings, connects, unresolved, error },
      });
    }
  } finally {
    await site.close();
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  }
  return done;
}

function outcomesOf(all: readonly CorpusPage[], tool: (page: CorpusPage) => Outcome): Map<string, Outcome> {
  return new Map(all.map((page) => [page.id, tool(page)]));
}

function toolResult(
  name: string,
  all: readonly CorpusPage[],
  outcomes: ReadonlyMap<string, Outcome>,
): ToolResult {
  const compared = all.map((page) => {
    const expected = expectationOf(page);
    const outcome = outcomes.get(page.id);
    if (!outcome) throw new Error(`${name} has no outcome for ${page.id}`);
    return {
      endpoints: compare(expected.endpoints, outcome.endpoints, expected.tolerated),
      plaintextFails: compare(expected.plaintextFails, outcome.plaintextFails),
      findings: outcome.findings && compare(expected.findings, outcome.findings),
    };
  });
  const findings = compared.map((page) => page.findings).filter((count) => count !== null);
  return {
    name,
    endpoints: total(compared.map((page) => page.endpoints)),
    plaintextFails: total(compared.map((page) => page.plaintextFails)),
    findings: findings.length > 0 ? total(findings) : null,
  };
}

function goalsMet(): boolean {
  const [wssure] = tools;
  const counts = [wssure?.endpoints, wssure?.findings].filter((count) => count != null);
  return (
    counts.length === 2 &&
    counts.every((count) => recall(count) >= goals.recall && precision(count) >= goals.precision) &&
    unresolvedShare(results) <= goals.unresolved
  );
}

function writeDocument(text: string): void {
  const marked = /<!-- bench:accuracy -->[^]*<!-- \/bench:accuracy -->/;
  const before = readFileSync(document, 'utf8');
  if (!marked.test(before)) throw new Error(`${document} has lost its bench:accuracy markers`);
  const asPrinted = `<!-- prettier-ignore-start -->\n\n${text}\n\n<!-- prettier-ignore-end -->`;
  writeFileSync(
    document,
    before.replace(marked, () => `<!-- bench:accuracy -->\n${asPrinted}\n<!-- /bench:accuracy -->`),
  );
}
