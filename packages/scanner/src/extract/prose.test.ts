import { describe, expect, test } from 'vitest';
import { proseContext } from './prose.ts';

function contextOf(text: string): string | null {
  return proseContext(text, text.search(/wss?:/));
}

describe('configuration', () => {
  test.each([
    'ws://a.example',
    'ws://a.example ws://b.example',
    'ws://a.example, wss://b.example/x',
    'host: ws://a.example, secure: true',
    'mode: dark; url: ws://a.example',
    '{"url":"ws://a.example","help":"what to do"}',
    '{"help":"what to do","url":"ws://a.example"}',
    '["two words","ws://a.example"]',
    String.raw`{"inner":"{\"two words\":\"ws://a.example\"}"}`,
    "new Socket('ws://a.example')",
    "init({ url: 'ws://a.example', retry: true })",
    'x-data={url:`ws://a.example`}',
    'true ws://a.example',
    'url=ws://a.example&mode=live',
  ])('%s', (text) => {
    expect(contextOf(text)).toBeNull();
  });
});

describe('words about a URL', () => {
  test.each([
    'Connect to ws://a.example',
    'Using ws://a.example',
    'ws://a.example is the old address',
    'Invalid URL: expected something like ws://a.example',
    '{"help":"Go to ws://a.example now"}',
    '{"help":"don\'t use ws://a.example"}',
    'e.g. ws://a.example',
    '请连接 ws://a.example',
    'Используйте адрес ws://a.example',
    "It's (ws://a.example) here, or there",
    'The server at https://a.example speaks ws://a.example',
    `{"body":"${'Lorem ipsum dolor. '.repeat(100)}ws://a.example"}`,
  ])('%s', (text) => {
    expect(contextOf(text)).toBe('prose');
  });
});

test.each([
  "default-src 'self'; connect-src 'self' ws://a.example",
  '{"csp":"connect-src wss://a.example"}',
  'connect-src\thttps://a.example ws://a.example',
])('a policy: %s', (text) => {
  expect(contextOf(text)).toBe('content security policy');
});

test('only what is near is looked at', () => {
  const words = 'far away from here ';
  expect(contextOf(`${words}"${' '.repeat(400)}ws://a.example${' '.repeat(400)}"${words}`)).toBeNull();
});

test.each(['a ', '" ', ': ', "'", 'a-', 'aé', '\\"', 'wss://'])('a megabyte of %j takes no long', (piece) => {
  const text = piece.repeat(500_000);
  const started = process.cpuUsage();
  for (let offset = 0; offset < 1000; offset += 1) proseContext(text, offset * 500);
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(2000);
});
