import type { Level, Report, Severity } from '../../report.ts';
import type { RuleMeta } from '../../rules/rule.ts';
import { ruleMeta } from '../catalogue.ts';
import { visible } from '../escape.ts';
import { messageOf } from './message.ts';

export const sarifLevels: Readonly<Record<Level, string>> = { fail: 'error', warn: 'warning', note: 'note' };

/** Scores on the scale of CVSS, by which code scanning services name a severity. */
export const securitySeverities: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.5',
  info: '0.0',
};

/** A `reportingDescriptor` (section 3.49); of a rule that this version does not know, what its findings tell. */
export function descriptorOf(id: string, report: Report) {
  const meta = ruleMeta(id);
  return { id: visible(id), ...(meta ? knownRule(meta) : foreignRule(id, report)) };
}

function knownRule(meta: RuleMeta) {
  const helpUri = meta.references.find((url) => URL.canParse(url));
  return {
    name: meta.id.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: meta.title },
    fullDescription: { text: meta.description },
    ...(helpUri === undefined ? {} : { helpUri }),
    help: helpOf(meta),
    defaultConfiguration: { level: sarifLevels[meta.level] },
    properties: {
      precision: 'high',
      'security-severity': securitySeverities[meta.severity],
      'problem.severity': { fail: 'error', warn: 'warning', note: 'recommendation' }[meta.level],
      tags: [
        'security',
        ...meta.standards.cwe.map((number) => `external/cwe/cwe-${number}`),
        ...standardTags(meta),
      ],
    },
  };
}

function standardTags({ standards }: RuleMeta): string[] {
  return [
    ...standards.asvs.map((number) => `external/owasp-asvs/v5.0-${number}`),
    ...standards.pciDss.map((number) => `external/pci-dss/v4.0.1-${number}`),
  ];
}

function helpOf({ id, description, references }: RuleMeta) {
  const explain = `wssure explain ${id}`;
  return {
    text: `${description}\n\nWhy it matters and how to fix it: ${explain}\n${references.join('\n')}`.trim(),
    markdown: [
      description,
      `Why it matters and how to fix it: \`${explain}\``,
      references.map((url) => `- <${url}>`).join('\n'),
    ]
      .join('\n\n')
      .trim(),
  };
}

function foreignRule(id: string, { findings }: Report) {
  const finding = findings.find(({ rule }) => rule === id);
  if (finding === undefined) return {};
  return {
    shortDescription: messageOf(finding.title),
    defaultConfiguration: { level: sarifLevels[finding.level] },
    properties: { 'security-severity': securitySeverities[finding.severity], tags: ['security'] },
  };
}
