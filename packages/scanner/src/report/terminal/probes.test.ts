import picocolors from 'picocolors';
import { expect, test } from 'vitest';
import type { VariantId } from '../../artifacts.ts';
import type { ReportProbe } from '../../report.ts';
import { failReport } from '../testing/reports.ts';
import { probeLines } from './probes.ts';

const layout = { width: 80, colors: picocolors.createColors(false) };
const template = failReport.endpoints.flatMap(({ probes }) => probes)[0];

function probe(variant: VariantId, origin: string | null, over: Partial<ReportProbe> = {}): ReportProbe {
  if (!template) throw new Error('the report has no handshake');
  const rejected = { outcome: 'rejected', status: 403, firstMessage: null } as const;
  return { ...template, ...rejected, variant, origin, ...over };
}

const accepted = { outcome: 'accepted', status: 101, firstMessage: '{"type":"hot"}' } as const;
const own = 'https://shop.test';
const probes = [
  probe('control', own, accepted),
  probe('foreign', 'https://wssure-probe.example'),
  probe('null', 'null'),
  probe('suffix', 'https://shop.test.wssure-probe.example'),
  probe('port', 'https://shop.test:8443', accepted),
  probe('localhost', 'http://localhost'),
  probe('localhost', 'http://localhost:3000'),
  probe('subdomain', 'https://wssure-probe.shop.test', accepted),
  probe('ip', 'http://203.0.113.7', { outcome: 'closed', closeCode: 1008, status: 101 }),
  probe('port', 'https://shop.test:8443', accepted),
  probe('control-again', own, accepted),
];

test('of many handshakes those are shown that went another way than the foreign one', () => {
  expect(probeLines(probes, layout)).toEqual([
    '  control        https://shop.test               accepted 101',
    '  foreign        https://wssure-probe.example    rejected 403',
    '  port           https://shop.test:8443          accepted 101',
    '  subdomain      https://wssure-probe.shop.test  accepted 101',
    '  ip             http://203.0.113.7              closed 1008',
    '  control-again  https://shop.test               accepted 101',
    '  null, suffix, localhost: rejected 403, as foreign',
    '  first message to control, port, subdomain, control-again: {"type":"hot"}',
  ]);
});

test('of few each is shown, and who got a message as far as there is room', () => {
  const more = (['null', 'port', 'ip'] as const).map((variant) => probe(variant, own, accepted));
  expect(probeLines([...probes.slice(0, 3), ...more], layout)).toEqual([
    '  control  https://shop.test             accepted 101',
    '  foreign  https://wssure-probe.example  rejected 403',
    '  null     null                          rejected 403',
    '  null     https://shop.test             accepted 101',
    '  port     https://shop.test             accepted 101',
    '  ip       https://shop.test             accepted 101',
    '  first message to control, null, port, ip: {"type":"hot"}',
  ]);
  const five = probe('suffix', own, accepted);
  expect(probeLines([...probes.slice(0, 1), ...more, five], layout).at(-1)).toBe(
    '  first message to control, null, port and 2 more: {"type":"hot"}',
  );
});
