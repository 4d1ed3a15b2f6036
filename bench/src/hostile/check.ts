import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { XMLValidator } from 'fast-xml-parser';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import type { HostileCase } from './case.ts';

/** All that a scan wrote. */
export interface Written {
  readonly origin: string;
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** By format; null where the file is missing. */
  readonly texts: ReadonlyMap<string, string | null>;
}

interface ReadReport {
  readonly verdict: string;
  readonly endpoints: readonly { readonly url: string }[];
  readonly findings: readonly { readonly rule: string; readonly level: string }[];
}

const schemaFile = new URL('../../../packages/scanner/schema/report.schema.json', import.meta.url);
const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
const isValid = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')) as object);

/** Characters that act on a terminal or an editor, or cannot be seen. */
const unseen =
  /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u;

/** What is wrong with what a scan of a hostile site left behind. */
export function problemsOf(hostile: HostileCase, written: Written): string[] {
  const { status, stdout, stderr, texts } = written;
  const problems: string[] = [];
  if (status !== 0 && status !== 1 && status !== 2)
    problems.push(`exit status ${status}: ${stderr.slice(-300)}`);
  if (hostile.status !== undefined && status !== hostile.status) problems.push(`exit status ${status}`);
  if (/mistake|stack|\bat .+:\d+:\d+/i.test(stderr)) problems.push(`stderr: ${stderr.slice(0, 300)}`);
  for (const [name, text] of [['stdout', stdout], ['stderr', stderr], ...texts] as const) {
    if (text === null) problems.push(`no ${name} was written`);
    else problems.push(...textProblems(name, text));
  }
  return [...problems, ...reportProblems(hostile, written)];
}

function textProblems(name: string, text: string): string[] {
  const character = unseen.exec(text)?.[0].codePointAt(0);
  return [
    ...(character === undefined ? [] : [`${name} holds U+${character.toString(16)}`]),
    ...(formatProblems[name]?.(text) ?? []),
  ];
}

/** What the markup of a site could do to a format. */
const formatProblems: Readonly<Record<string, (text: string) => string[]>> = {
  junit: (text) => (XMLValidator.validate(text) === true ? [] : ['the JUnit report is no XML']),
  html: (text) => {
    const scripts = text.match(/<(?:script|iframe|object|embed|img|svg|form|base|link)\b[^>]*/gi) ?? [];
    const handlers = text.match(/<[a-z][^>"]*\son\w+=/gi) ?? [];
    const links = (text.match(/\b(?:href|src)="[^"]*"/g) ?? []).filter(
      (link) => !/"(?:https?:\/\/|#)/.test(link) && !isProof(link),
    );
    return [...scripts, ...handlers, ...links].map((found) => `the HTML report holds ${found.slice(0, 80)}`);
  },
  markdown: (text) => {
    const html = micromark(text, {
      extensions: [gfm()],
      htmlExtensions: [gfmHtml()],
      allowDangerousHtml: true,
    });
    return (html.match(/<(?:script|img|iframe|svg|a href="(?!https?:))[^>]*/gi) ?? []).map(
      (found) => `the Markdown report becomes ${found.slice(0, 80)}`,
    );
  },
  sarif: (text) => parsed('SARIF', text),
  jsonl: (text) =>
    text.trim().includes('\n') ? ['the JSON Lines report has two lines'] : parsed('JSON Lines', text),
};

/** A page of the program's own, to be opened elsewhere: one script, and nothing of the site's markup. */
function isProof(link: string): boolean {
  const [, content] = /^href="data:text\/html;base64,([\w+/=]+)"$/.exec(link) ?? [];
  if (content === undefined) return false;
  const page = Buffer.from(content, 'base64').toString('utf8');
  const foreign = /<(?:iframe|object|embed|img|svg|form|base|link)\b|<[a-z][^>"]*\son\w+=/i;
  return page.split(/<script/i).length === 2 && !foreign.test(page) && !unseen.test(page);
}

function parsed(name: string, text: string): string[] {
  try {
    JSON.parse(text);
    return [];
  } catch {
    return [`the ${name} report is no JSON`];
  }
}

function reportProblems(hostile: HostileCase, { origin, status, texts }: Written): string[] {
  let report: ReadReport;
  try {
    report = JSON.parse(texts.get('json') ?? '') as ReadReport;
  } catch {
    return ['the JSON report is no JSON'];
  }
  const problems: string[] = [];
  if (!isValid(report)) problems.push(`the JSON report: ${ajv.errorsText(isValid.errors).slice(0, 300)}`);
  const expected = { pass: 0, warn: 0, fail: 1, error: 2 }[report.verdict];
  if (status !== expected) problems.push(`exit status ${status} of a report that says ${report.verdict}`);
  const found = new Set(report.endpoints.map(({ url }) => url));
  for (const wanted of hostile.finds ?? []) {
    const url = wanted.startsWith('/') ? origin.replace('http', 'ws') + wanted : wanted;
    if (!found.has(url)) problems.push(`${url} is not among its ${found.size} endpoints`);
  }
  if (hostile.limited && !report.findings.some(({ rule }) => rule === 'coverage-limited'))
    problems.push('it does not say that something was left out');
  return problems;
}
