import { describe, expect, test } from 'vitest';
import { connectLimits, parsePolicy, plaintextSources, upgradesInsecureRequests } from './csp.ts';
import { isLoopbackHost } from './hosts.ts';
import { csp } from './rules/testing/facts.ts';

function sourcesOf(policies: string | readonly string[], origin = 'https://shop.test'): string[] {
  const limits = connectLimits([policies].flat().map((text) => csp(text)));
  return plaintextSources(limits, origin, isLoopbackHost);
}

describe('parsePolicy', () => {
  test('splits directives, lower-cases their names, and lets the first of two stand', () => {
    expect([...parsePolicy(" Default-Src\t'self' ;; connect-src a b; CONNECT-SRC c ;sandbox")]).toEqual([
      ['default-src', ["'self'"]],
      ['connect-src', ['a', 'b']],
      ['sandbox', []],
    ]);
  });
});

describe('upgradesInsecureRequests', () => {
  test.each([
    ['upgrade-insecure-requests', true],
    ["default-src 'self'; Upgrade-Insecure-Requests", true],
    ["default-src 'self', upgrade-insecure-requests", true],
    ["default-src 'self'", false],
    ['report-uri /upgrade-insecure-requests', false],
  ])('%s: %s', (text, upgrades) => {
    expect(upgradesInsecureRequests([csp(text)])).toBe(upgrades);
    expect(upgradesInsecureRequests([csp(text, { reportOnly: true })])).toBe(false);
  });
});

describe('connectLimits', () => {
  test('connect-src governs, default-src stands in, and other policies say nothing', () => {
    const policies = [
      csp("connect-src 'self'; default-src *"),
      csp('default-src ws:', { from: 'meta' }),
      csp("script-src 'self'; frame-ancestors 'none'"),
      csp('connect-src ws:', { reportOnly: true }),
    ];
    expect(connectLimits(policies)).toEqual([
      { directive: 'connect-src', from: 'header', sources: ["'self'"] },
      { directive: 'default-src', from: 'meta', sources: ['ws:'] },
    ]);
  });

  test('a header may carry several policies', () => {
    expect(connectLimits([csp('connect-src a, connect-src b')])).toEqual([
      { directive: 'connect-src', from: 'header', sources: ['a'] },
      { directive: 'connect-src', from: 'header', sources: ['b'] },
    ]);
  });
});

describe('plaintextSources', () => {
  test.each([
    ['connect-src ws:', ['ws:']],
    ['connect-src WS:', ['WS:']],
    ['connect-src *', ['*']],
    ['connect-src ws://feed.test', ['ws://feed.test']],
    ['connect-src ws://*.feed.test:*', ['ws://*.feed.test:*']],
    ['connect-src ws://feed.test:8080/live/', ['ws://feed.test:8080/live/']],
    ['connect-src ws://*', ['ws://*']],
    ["connect-src 'self' ws: wss: https:", ['ws:']],
    ['default-src ws://feed.test; script-src x', ['ws://feed.test']],
    ['default-src ws:; connect-src wss:', []],
    ["connect-src 'none'", []],
    ['connect-src', []],
    ["connect-src 'self'", []],
    ['connect-src wss:', []],
    ['connect-src https:', []],
    ['connect-src http:', []],
    ['connect-src http://feed.test', []],
    ['connect-src feed.test *.feed.test shop.test', []],
    ['connect-src *:8080', []],
    ['connect-src ws://localhost:* ws://127.0.0.1:3000 ws://[::1]:1', []],
    ['connect-src ws:/ ws:// ws://a:b', []],
    ["script-src 'self'", []],
  ])('%s lets through by %j', (text, sources) => {
    expect(sourcesOf(text)).toEqual(sources);
  });

  test.each([
    ["'self'", 'http://shop.test', ["'self'"]],
    ["'self'", 'http://localhost:8080', []],
    ['shop.test', 'http://shop.test', []],
  ])('%s on %s lets through by %j', (source, origin, sources) => {
    expect(sourcesOf(`connect-src ${source}`, origin)).toEqual(sources);
  });

  test.each([
    [['connect-src ws:', 'connect-src wss:'], []],
    [
      ['connect-src ws:', 'connect-src *'],
      ['ws:', '*'],
    ],
    [['connect-src ws:', 'connect-src ws://feed.test'], ['ws://feed.test']],
    [['connect-src ws://a.test', 'connect-src ws://b.test'], []],
    [['connect-src ws://*.feed.test', 'connect-src ws://eu.feed.test wss:'], ['ws://eu.feed.test']],
    [['connect-src ws://feed.test:*', 'connect-src ws://feed.test:8080'], ['ws://feed.test:8080']],
    [
      ['connect-src ws://feed.test:80', 'connect-src ws://feed.test'],
      ['ws://feed.test:80', 'ws://feed.test'],
    ],
    [['connect-src ws://feed.test/a/', 'connect-src ws://feed.test/a/b'], ['ws://feed.test/a/b']],
    [['connect-src ws://feed.test/a', 'connect-src ws://feed.test/b'], []],
    [['connect-src ws:', "script-src 'self'"], ['ws:']],
  ])('%j together let through by %j', (policies, sources) => {
    expect(sourcesOf(policies)).toEqual(sources);
  });

  test('takes many sources in linear time', () => {
    const started = performance.now();
    const many = Array.from({ length: 100_000 }, (_, index) => `ws://h${index}.test`).join(' ');
    expect(sourcesOf([`connect-src ${many}`, `connect-src wss: ${many}`])).toHaveLength(200);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test('takes a long hostile policy in linear time', () => {
    const started = performance.now();
    sourcesOf(`connect-src ${'a.'.repeat(50_000)}: ws://${'-'.repeat(100_000)}: ${'*.'.repeat(50_000)}`);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
