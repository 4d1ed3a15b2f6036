import { describe, expect, test } from 'vitest';
import { readDocument } from '../html.ts';

/** What markup says of WebSockets: `role context line:column url`. */
function references(text: string): readonly string[] {
  return readDocument({ url: 'https://shop.test/', text }).references.map(
    ({ role, context, url, location, expression }) =>
      `${role} (${context}) ${location.line}:${location.column} ${url ?? expression}`,
  );
}

describe('attributes', () => {
  test.each([
    ['<p data-ws="ws://a.test/x">', ['names (attribute) 1:13 ws://a.test/x']],
    ['<p data-ws=ws://a.test/x>', ['names (attribute) 1:12 ws://a.test/x']],
    ["<p\n\tdata-ws\n=\n 'ws://a.test'>", ['names (attribute) 4:3 ws://a.test/']],
    [
      String.raw`<p data-c='{&quot;u&quot;:&quot;ws:\/\/a.test\/x&quot;}'>`,
      ['names (attribute) 1:33 ws://a.test/x'],
    ],
    ['<p data-ws="&#119;s&colon;//a.test">', ['names (attribute) 1:13 ws://a.test/']],
    [
      '<p data-ws="ws://a.test wss://b.test">',
      ['names (attribute) 1:13 ws://a.test/', 'names (attribute) 1:25 wss://b.test/'],
    ],
    ['<my-chat url="ws://localhost:3000"/>', ['names (attribute) 1:15 ws://localhost:3000/']],
    [
      '<input value="ws://a.test" placeholder="ws://b.test">',
      ['names (attribute) 1:15 ws://a.test/', 'mentions (prose) 1:41 ws://b.test/'],
    ],
    [
      '<img alt="ws://a.test" title="ws://b.test" aria-label="ws://c.test">',
      [
        'mentions (prose) 1:11 ws://a.test/',
        'mentions (prose) 1:31 ws://b.test/',
        'mentions (prose) 1:56 ws://c.test/',
      ],
    ],
    ['<p data-tip="Connect to ws://a.test">', ['mentions (prose) 1:25 ws://a.test/']],
    ['<p data-ws="ws://your-host/x">', ['mentions (placeholder) 1:13 ws://your-host/x']],
    ['<p data-ws="ws:" data-p="wss://">', []],
    ['<a href="ws://a.test">x</a>', ['names (attribute) 1:10 ws://a.test/']],
    ['<link rel=preconnect href="wss://a.test">', ['names (attribute) 1:28 wss://a.test/']],
    ['<template><p data-ws="ws://a.test"></template>', ['names (attribute) 1:23 ws://a.test/']],
    ['<body><body data-ws="ws://a.test">', ['names (attribute) 1:1 ws://a.test/']],
    [
      '<svg><g xlink:href="ws://a.test" viewBox="ws://b.test">',
      ['names (attribute) 1:21 ws://a.test/', 'names (attribute) 1:43 ws://b.test/'],
    ],
    ['<b data-a="ws://a.test"><p>1<p>2<p>3', ['names (attribute) 1:12 ws://a.test/']],
    ['<p onclick="new WebSocket(\'ws://a.test\')">', []],
    ['<a href="javascript:new WebSocket(\'ws://a.test\')">', []],
    ['<iframe srcdoc="ws://a.test" csp="connect-src ws://b.test"></iframe>', []],
  ])('%s', (text, expected) => {
    expect(references(text)).toEqual(expected);
  });
});

describe('meta', () => {
  test.each([
    [
      '<meta name=action-cable-url content="ws://a.test/cable">',
      ['names (attribute) 1:38 ws://a.test/cable'],
    ],
    ['<meta name=description content="ws://a.test">', ['mentions (prose) 1:33 ws://a.test/']],
    ['<meta property=og:title content="ws://a.test">', ['mentions (prose) 1:34 ws://a.test/']],
    ['<meta http-equiv=Content-Security-Policy content="connect-src ws://a.test">', []],
    ['<meta http-equiv=content-security-policy-report-only content="connect-src ws://a.test">', []],
    [
      '<meta name=csp content="connect-src ws://a.test">',
      ['mentions (content security policy) 1:37 ws://a.test/'],
    ],
  ])('%s', (text, expected) => {
    expect(references(text)).toEqual(expected);
  });

  test('policy and encoding', () => {
    const { facts } = readDocument({
      url: 'https://shop.test/',
      text:
        '<meta http-equiv="content-TYPE" content="text/html; charset = \'windows-1252\'"><meta charset=utf-8>' +
        '<meta http-equiv=content-security-policy content="default-src &#39;self&#39;">' +
        '<meta http-equiv=content-security-policy content=" ">' +
        '<meta http-equiv=content-security-policy-report-only content="default-src x">' +
        '<p><meta http-equiv=content-security-policy content="default-src body">',
    });
    expect(facts.metaCharset).toBe('windows-1252');
    expect(facts.csp).toEqual([{ text: "default-src 'self'", from: 'meta', reportOnly: false }]);
  });
});

describe('what only mentions', () => {
  test.each([
    ['<!-- ws://a.test -->', ['mentions (comment) 1:6 ws://a.test/']],
    [
      '<!--[if IE]><script>new WebSocket("ws://a.test")</script><![endif]-->',
      ['mentions (comment) 1:36 ws://a.test/'],
    ],
    ['<? ws://a.test ?>', ['mentions (comment) 1:4 ws://a.test/']],
    ['<! ws://a.test>', ['mentions (comment) 1:4 ws://a.test/']],
    [
      '<p>\n  ws://a.test &amp; ws://b.test</p>',
      ['mentions (text) 2:3 ws://a.test/', 'mentions (text) 2:21 ws://b.test/'],
    ],
    ['<p>ws://&lt;host&gt;/x</p>', ['mentions (placeholder) 1:4 ws://<host>/x']],
    ['<title>ws://a.test</title>', ['mentions (text) 1:8 ws://a.test/']],
    ['<pre>\nws://a.test</pre>', ['mentions (text) 2:1 ws://a.test/']],
    ['<textarea>ws://a.test</textarea>', ['mentions (text) 1:11 ws://a.test/']],
    ['<noscript>ws://a.test</noscript>', ['mentions (text) 1:11 ws://a.test/']],
    ['<style>a{b:url(ws://a.test)}</style>', ['mentions (text) 1:16 ws://a.test/']],
    ['<script nomodule>ws("ws://a.test")</script>', ['mentions (nomodule script) 1:22 ws://a.test/']],
    ['<script>ws("ws://a.test")', ['mentions (unclosed script) 1:13 ws://a.test/']],
  ])('%s', (text, expected) => {
    expect(references(text)).toEqual(expected);
  });
});

describe('data blocks', () => {
  test.each([
    [
      '<script type=application/json>\r\n{"a": "ws:\\/\\/a.test", "help": "Go to ws://b.test now"}</script>',
      ['names (JSON block) 2:8 ws://a.test/', 'mentions (prose) 2:39 ws://b.test/'],
    ],
    [
      '<script id=__NUXT_DATA__ type=application/json>[1,"ws://a.test"]</script>',
      ['names (JSON block) 1:52 ws://a.test/'],
    ],
    [
      '<script type=application/ld+json>{"url":"wss://a.test"}</script>',
      ['names (JSON block) 1:42 wss://a.test/'],
    ],
    [
      '<script type=application/json>{"broken": "ws://a.test",</script>',
      ['names (JSON block) 1:43 ws://a.test/'],
    ],
    ['<script type=text/x-config>ws=ws://a.test</script>', ['names (data block) 1:31 ws://a.test/']],
    [
      '<script type=text/x-template><p data-ws="ws://a.test"></script>',
      ['names (template) 1:42 ws://a.test/'],
    ],
    ['<template><script>go("ws://a.test")</script></template>', ['names (template) 1:23 ws://a.test/']],
    ['<script>go("ws://a.test")</script>', []],
    ['<script type=module>go("ws://a.test")</script>', []],
  ])('%s', (text, expected) => {
    expect(references(text)).toEqual(expected);
  });
});
