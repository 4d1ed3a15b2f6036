import type { ReportProbe } from '../../report.ts';
import { visible } from '../escape.ts';
import { groupBy } from '../group-by.ts';
import { firstMessageOf, originOf, outcomeOf } from '../words.ts';
import { clipEnd } from './columns.ts';
import { columns, paragraph, type Layout } from './layout.ts';

/** So many handshakes are shown one by one; of more, what went as the foreign Origin's did is summed up. */
const mostRows = 6;
const receiversNamed = 3;

/** The handshakes of a finding: with which Origin, what came of it, and what the server said first. */
export function probeLines(probes: readonly ReportProbe[], layout: Layout): string[] {
  const distinct = [...groupBy(probes, keyOf).values()].map(([probe]) => probe);
  const foreign = distinct.find(({ variant }) => variant === 'foreign');
  const like = (probe: ReportProbe): boolean =>
    distinct.length > mostRows &&
    foreign !== undefined &&
    probe !== foreign &&
    outcomeOf(probe) === outcomeOf(foreign) &&
    !probe.variant.startsWith('control');
  const rows = distinct.filter((probe) => !like(probe));
  const alike = [...new Set(distinct.filter(like).map(({ variant }) => variant))];
  return [
    ...columns(
      rows.map((probe) => [probe.variant, originOf(probe), outcomeOf(probe)]),
      layout,
      2,
    ),
    ...(alike.length > 0 && foreign
      ? paragraph(`${alike.join(', ')}: ${outcomeOf(foreign)}, as foreign`, layout, { first: 2, rest: 4 })
      : []),
    ...messageLines(probes, layout),
  ];
}

function keyOf(probe: ReportProbe): string {
  return JSON.stringify([probe.variant, probe.origin, outcomeOf(probe)]);
}

function messageLines(probes: readonly ReportProbe[], layout: Layout): string[] {
  const messages = groupBy(
    probes.filter((probe) => firstMessageOf(probe) !== null),
    (probe) => firstMessageOf(probe) ?? '',
  );
  return Array.from(messages, ([message, receivers]) =>
    clipEnd(visible(`  first message to ${namesOf(receivers)}: ${message}`), layout.width),
  );
}

function namesOf(receivers: readonly ReportProbe[]): string {
  const names = [...new Set(receivers.map(({ variant }) => variant))];
  const rest = names.length - receiversNamed;
  return rest > 1 ? `${names.slice(0, receiversNamed).join(', ')} and ${rest} more` : names.join(', ');
}
