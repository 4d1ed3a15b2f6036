import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { csp } from '../../rules/testing/facts.ts';
import { analyse, told } from '../testing/analyse.ts';
import { readDocument } from '../html.ts';
import { ScriptPolicy } from './script-policy.ts';

const page = 'https://shop.test/app/';
const code = `new WebSocket('/live')`;
const hash = `'sha256-${createHash('sha256').update(code).digest('base64')}'`;

function policy(...texts: readonly string[]): ScriptPolicy {
  return new ScriptPolicy(
    texts.map((text) => csp(text)),
    page,
  );
}

describe('inline scripts', () => {
  test.each([
    ["img-src 'none'", undefined, true],
    ["script-src 'unsafe-inline'", undefined, true],
    ["default-src 'self' 'unsafe-inline'", undefined, true],
    ["default-src 'self'", undefined, false],
    ["script-src 'none'", undefined, false],
    ['script-src', undefined, false],
    ["script-src 'self'; script-src-elem 'unsafe-inline'", undefined, true],
    ["script-src 'unsafe-inline'; script-src-elem 'self'", undefined, false],
    ["script-src 'nonce-aB1'", 'aB1', true],
    ["script-src 'NONCE-aB1'", 'aB1', true],
    ["script-src 'nonce-aB1'", 'ab1', false],
    ["script-src 'nonce-'", '', false],
    ["script-src 'nonce-aB1'", undefined, false],
    ["script-src 'nonce-aB1' 'unsafe-inline'", undefined, false],
    ["script-src 'strict-dynamic' 'unsafe-inline'", undefined, false],
    [`script-src ${hash}`, undefined, true],
    [`script-src ${hash.replaceAll('+', '-').replaceAll('/', '_')}`, undefined, true],
    [`script-src 'sha256-AAAA' 'unsafe-inline'`, undefined, false],
    ["script-src 'unsafe-inline', script-src 'self'", undefined, false],
    ["SCRIPT-SRC 'Unsafe-Inline'", undefined, true],
  ])('%s, nonce %s: runs %s', (text, nonce, runs) => {
    expect(policy(text).refusesInline({ type: 'script', text: code, nonce })).toBe(!runs);
  });

  test.each([
    ["script-src 'unsafe-inline'", true],
    ["script-src 'self'; script-src-attr 'unsafe-inline'", true],
    ["script-src-elem 'none'", true],
    ["script-src 'nonce-a' 'unsafe-inline'", false],
    [`script-src ${hash}`, false],
    [`script-src 'unsafe-hashes' ${hash}`, true],
  ])('of handlers: %s: runs %s', (text, runs) => {
    expect(policy(text).refusesInline({ type: 'attribute', text: code, nonce: undefined })).toBe(!runs);
  });

  test('a policy that only reports refuses nothing', () => {
    const reporting = new ScriptPolicy([csp("script-src 'none'", { reportOnly: true })], page);
    expect(reporting.refusesInline({ type: 'script', text: code, nonce: undefined })).toBe(false);
  });
});

describe('script files', () => {
  test.each([
    ["script-src 'self'", '/a.js', true],
    ["script-src 'self'", 'https://cdn.test/a.js', false],
    ["script-src 'self'", 'https://shop.test:8443/a.js', false],
    ["default-src 'none'", '/a.js', false],
    ['script-src *', 'https://cdn.test/a.js', true],
    ['script-src *', 'data:text/javascript,1', false],
    ['script-src data:', 'data:text/javascript,1', true],
    ['script-src https:', 'https://cdn.test/a.js', true],
    ['script-src http:', 'https://cdn.test/a.js', true],
    ['script-src https:', 'http://cdn.test/a.js', false],
    ['script-src cdn.test', 'https://cdn.test/a.js', true],
    ['script-src cdn.test', 'https://cdn.test:444/a.js', false],
    ['script-src cdn.test:*', 'https://cdn.test:444/a.js', true],
    ['script-src http://cdn.test:80', 'https://cdn.test/a.js', true],
    ['script-src *.test', 'https://cdn.test/a.js', true],
    ['script-src *.cdn.test', 'https://cdn.test/a.js', false],
    ['script-src https://cdn.test/lib/', 'https://cdn.test/lib/a.js', true],
    ['script-src https://cdn.test/lib/', 'https://cdn.test/a.js', false],
    ["script-src 'self' 'strict-dynamic' 'nonce-a'", '/a.js', false],
    ["script-src 'unsafe-inline'", '/a.js', false],
    ["style-src 'none'", 'https://cdn.test/a.js', true],
  ])('%s: %s loads %s', (text, url, loads) => {
    const asked = { url: new URL(url, page).href, nonce: undefined, integrity: undefined, inMarkup: true };
    expect(policy(text).refusesFile(asked)).toBe(!loads);
  });

  test.each([
    ['its nonce', { nonce: 'a', integrity: undefined, inMarkup: true }],
    ['the hash of its content', { nonce: undefined, integrity: 'sha256-AAAA', inMarkup: true }],
    ['a script that may run', { nonce: undefined, integrity: undefined, inMarkup: false }],
  ])('one is let through by %s', (_, asked) => {
    const text = "script-src 'nonce-a' 'sha256-AAAA' 'strict-dynamic'";
    expect(policy(text).refusesFile({ url: 'https://cdn.test/a.js', ...asked })).toBe(false);
  });
});

test('code in strings runs where nothing forbids it', () => {
  const strings = ["script-src 'self'", "default-src 'self' 'unsafe-eval'", "script-src-elem 'self'"];
  expect(strings.map((text) => policy(text).refusesStrings)).toEqual([true, false, false]);
});

describe('a document with a policy', () => {
  const html = `<!doctype html><head><script>new WebSocket('/before')</script>
<meta http-equiv="Content-Security-Policy" content="script-src 'nonce-n' 'unsafe-inline'; object-src 'none'"></head>
<body onload="new WebSocket('wss://h.test/handler')"><script nonce="n">new WebSocket('/nonce'); eval("new WebSocket('/eval')")</script>
<script>new WebSocket('wss://h.test/refused')</script><script src="/a.js"></script><script nonce="n" src="/b.js"></script>
<script nonce="n" data-x="<script">new WebSocket('wss://h.test/dangling')</script>
<iframe srcdoc="<script>new WebSocket('wss://h.test/frame')</script>"></iframe>`;

  test('opens what its policy lets run; the rest is a mention', async () => {
    const { references } = await analyse(html);
    expect(references.map(told)).toEqual([
      'connects wss://shop.example/before',
      'mentions wss://h.test/handler (script that the policy refuses)',
      'connects wss://shop.example/nonce',
      'mentions wss://h.test/refused (script that the policy refuses)',
      'mentions wss://h.test/dangling (script that the policy refuses)',
      'mentions wss://h.test/frame (script that the policy refuses)',
    ]);
  });

  test('lists what it keeps from running, and asks for none of it', () => {
    const { dependencies, refused } = readDocument({ url: page, text: html }).facts;
    expect(dependencies.map(({ url }) => url)).toEqual(['https://shop.test/b.js']);
    const reason = "the page's Content-Security-Policy keeps browsers from running it";
    expect(refused).toEqual([
      { url: page, kind: 'handler', line: 3, reason },
      { url: page, kind: 'inline', line: 4, reason },
      { url: 'https://shop.test/a.js', kind: 'script', reason },
      { url: page, kind: 'inline', line: 5, reason },
    ]);
  });
});
