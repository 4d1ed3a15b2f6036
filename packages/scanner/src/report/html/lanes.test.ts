import { expect, test } from 'vitest';
import type { ReportEndpoint, ReportProbe } from '../../report.ts';
import { failReport } from '../testing/reports.ts';
import { lanesOf } from './lanes.ts';

const [open = missing(), closed = missing()] = failReport.endpoints;

function missing(): never {
  throw new Error('the report of the tests has lost its endpoints');
}

/** What is drawn, as `variant tone`, then how many were turned away and how many are hidden. */
function drawn(endpoint: ReportEndpoint): readonly unknown[] {
  const { shown, turnedAway, hidden } = lanesOf(endpoint);
  return [shown.map(({ probe, tone }) => `${probe.variant} ${tone}`), turnedAway, hidden];
}

function asked(
  endpoint: ReportEndpoint,
  variants: readonly ReportProbe['variant'][],
  outcome: ReportProbe['outcome'],
): readonly ReportProbe[] {
  const [first = missing()] = endpoint.probes;
  return variants.map((variant) => ({ ...first, variant, outcome }));
}

test('an open endpoint lets the page and another website in', () => {
  expect(drawn(open)).toEqual([['control own', 'foreign bad'], 0, 0]);
});

test('one that refuses shows whom it refused', () => {
  expect(drawn(closed)).toEqual([['control own', 'foreign good'], 0, 0]);
});

test('forged Origins that were turned away are counted, those that got through are drawn', () => {
  const probes = [
    ...closed.probes,
    ...asked(closed, ['null', 'suffix', 'dot'], 'rejected'),
    ...asked(closed, ['prefix'], 'accepted'),
    ...asked(closed, ['control-again', 'absent', 'plaintext'], 'accepted'),
  ];
  expect(drawn({ ...closed, originPolicy: 'weak', probes })).toEqual([
    ['control own', 'foreign good', 'prefix bad'],
    3,
    0,
  ]);
});

test('what another party lets in is its own affair', () => {
  expect(drawn({ ...open, party: 'third' })).toEqual([['control own', 'foreign plain'], 0, 0]);
});

test('a page that was not let in itself proves nothing', () => {
  expect(drawn({ ...open, probes: asked(open, ['control'], 'unreachable') })).toEqual([
    ['control plain'],
    0,
    0,
  ]);
});

test('more than eight that got through are left to the table', () => {
  const probes = asked(
    open,
    Array.from({ length: 11 }, () => 'dot'),
    'accepted',
  );
  const eight = Array.from({ length: 8 }, () => 'dot bad');
  expect(drawn({ ...open, probes })).toEqual([eight, 0, 3]);
});
