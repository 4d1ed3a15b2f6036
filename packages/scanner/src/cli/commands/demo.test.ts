import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { startShop } from '../../demo/shop.ts';
import type { Report } from '../../report.ts';
import { scan } from '../../scan.ts';
import { runCli } from '../testing/capture.ts';

function outcomes(report: Report): Record<string, string> {
  return Object.fromEntries(report.rules.map(({ id, outcome }) => [id, outcome]));
}

/** Endpoints without their ports, which differ where a port was taken. */
function policies(report: Report): Record<string, string> {
  return Object.fromEntries(
    report.endpoints.map(({ url, originPolicy }) => [url.replace(/:\d+/, ''), originPolicy]),
  );
}

describe('wssure demo', () => {
  test('shows every outcome side by side', async () => {
    const { status, stdout, stderr } = await runCli(['demo', '--format', 'json']);
    const report: Report = JSON.parse(stdout);
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^wssure: the demo shop is open at https:\/\/shop\.test:\d+\/, on loopback, for this scan\n$/,
    );
    expect(policies(report)).toEqual({
      'wss://shop.test/chat': 'missing',
      'ws://shop.test/prices': 'missing',
      'wss://shop.test/socket.io/?EIO=4&transport=websocket': 'missing',
      'wss://live.helpdesk.test/widget': 'missing',
      'wss://shop.test/orders': 'enforced',
      'wss://shop.test/account': 'enforced',
    });
    expect(outcomes(report)).toEqual({
      'plaintext-endpoint': 'fail',
      'plaintext-reference': 'pass',
      'plaintext-mention': 'note',
      'plaintext-accepted': 'pass',
      'csp-allows-plaintext': 'warn',
      'tls-certificate-invalid': 'pass',
      'tls-version-obsolete': 'pass',
      'tls-reference': 'note',
      'origin-not-validated': 'fail',
      'origin-validated-weakly': 'pass',
      'origin-undetermined': 'pass',
      'fallback-cross-origin': 'pass',
      'session-hijackable': 'not-applicable',
      'session-unauthenticated': 'warn',
      'cookie-samesite': 'warn',
      'token-in-url': 'pass',
      'dev-server-socket': 'pass',
      'third-party-endpoint': 'note',
      'coverage-limited': 'pass',
    });
  });

  test('rates the open chat high: its session cookie travels cross-site', async () => {
    const { stdout } = await runCli(['demo', '--format', 'json', '--quiet']);
    const report: Report = JSON.parse(stdout);
    const chat = report.findings.find(
      ({ rule, endpoint }) => rule === 'origin-not-validated' && endpoint?.endsWith('/chat'),
    );
    expect(chat).toMatchObject({ level: 'fail', severity: 'high' });
  });

  test('takes the options of scan', async () => {
    const { status, stdout, stderr } = await runCli([
      'demo',
      '--quiet',
      '--probe',
      'none',
      '--fail-on',
      'never',
      '--format',
      'json',
    ]);
    const report: Report = JSON.parse(stdout);
    expect([status, stderr, new Set(Object.values(policies(report)))]).toEqual([
      0,
      '',
      new Set(['not-probed']),
    ]);
  });
});

/** Without what differs from run to run: line breaks (a port may be longer), ports, keys, durations. */
function steady(text: string): string {
  return text
    .replace(/\\\n/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/:\d{4,5}\b/g, ':port')
    .replace(/Sec-WebSocket-Key: \S+/g, 'Sec-WebSocket-Key: …')
    .replace(/[\d.]+ m?s\b/g, '… s')
    .replace(/npx wssure/g, 'wssure')
    .trim();
}

test('README.md shows what it prints', async () => {
  const readme = readFileSync(new URL('../../../../../README.md', import.meta.url), 'utf8');
  const [shown = ''] = /^✖ FAIL {2}[^]*?(?=^```)/m.exec(readme) ?? [];
  const printed = steady((await runCli(['demo'])).stdout);
  const parts = shown.split('[…]').map(steady);
  expect(parts).toHaveLength(5);
  expect(parts.filter((part) => !printed.includes(part))).toEqual([]);
});

test('the fixed shop passes', async () => {
  const shop = await startShop({ fixed: true });
  try {
    const report = await scan(shop.url, {
      resolve: shop.resolve,
      connectTo: shop.connectTo,
      ca: shop.ca,
    });
    expect(report.verdict).toBe('pass');
    expect(policies(report)).toEqual({
      'wss://shop.test/chat': 'enforced',
      'wss://shop.test/prices': 'enforced',
      'wss://shop.test/socket.io/?EIO=4&transport=websocket': 'enforced',
      'wss://live.helpdesk.test/widget': 'missing',
      'wss://shop.test/orders': 'enforced',
      'wss://shop.test/account': 'enforced',
    });
    expect(report.findings.map(({ level }) => level)).not.toContain('fail');
  } finally {
    await shop.close();
  }
});
