import { describe, expect, test } from 'vitest';
import rule from './plaintext-mention.ts';
import { endpoint, facts, judge, page, reference } from './testing/facts.ts';

const remediation = {
  summary: 'Nothing has to be done; a wss:// example, or none, keeps others from copying it.',
};

describe('plaintext-mention', () => {
  test('notes comments and dead branches', () => {
    const references = [
      reference('r1', 'ws://old.test/a', { role: 'mentions', library: 'text', context: 'comment' }),
      reference('r2', 'ws://old.test/a', { role: 'mentions', context: 'dead branch' }),
    ];
    expect(judge(rule, facts({ references }))).toEqual([
      {
        kind: 'finding',
        endpoint: null,
        identity: 'ws://old.test/a',
        references: ['r1', 'r2'],
        message:
          'ws://old.test/a stands in https://shop.test/app.js:12:3 and 1 more place. ' +
          "No visitor's browser opens it from here (comment, dead branch).",
        evidence: {
          url: 'ws://old.test/a',
          places: 2,
          contexts: ['comment', 'dead branch'],
          loopback: false,
        },
        remediation,
      },
    ]);
  });

  test('notes sockets to loopback', () => {
    const url = 'ws://localhost:3000/';
    expect(judge(rule, facts({ references: [reference('r1', url)], endpoints: [endpoint(url)] }))).toEqual([
      {
        kind: 'finding',
        endpoint: url,
        identity: url,
        references: ['r1'],
        message:
          'ws://localhost:3000/ stands in https://shop.test/app.js:12:3. ' +
          "It leads to the visitor's own machine, so nothing crosses a network; a deployed page rarely means that.",
        evidence: { url, places: 1, contexts: [], loopback: true },
        remediation: {
          summary:
            "Take the address from the page (location.host), unless a program on the visitor's machine is meant.",
        },
      },
    ]);
  });

  test('notes a page on this machine that opens sockets to it', () => {
    const url = 'ws://127.0.0.1:3000/';
    const local = page({ url: 'http://127.0.0.1:3000/' });
    const [finding] = judge(rule, facts({ page: local, references: [reference('r1', url)] }));
    expect(finding).toMatchObject({
      message:
        'ws://127.0.0.1:3000/ stands in https://shop.test/app.js:12:3. It leads to this machine, as the page itself does, so nothing crosses a network; where the page is deployed, scan it there too.',
      remediation: {
        summary:
          'Nothing has to be done here; where the page comes over https, its sockets have to be wss:// (an address relative to the page is both).',
      },
    });
  });

  test('notes a mention whose host is a placeholder', () => {
    const placeholder = reference('r1', null, {
      role: 'mentions',
      expression: 'ws://<host>:<port>',
      context: 'placeholder',
    });
    expect(judge(rule, facts({ references: [placeholder] }))).toMatchObject([
      { identity: 'ws://<host>:<port>', references: ['r1'] },
    ]);
  });

  test('leaves to the failing rules what they judge, and wss:// to tls-reference', () => {
    const references = [
      reference('r1', 'ws://shop.test/'),
      reference('r2', 'ws://shop.test/x', { role: 'names' }),
      reference('r3', 'wss://shop.test/', { role: 'mentions' }),
      reference('r4', null, { role: 'mentions', expression: "protocol === 'ws:'" }),
      reference('r5', null, { role: 'mentions', expression: '"ws://"' }),
    ];
    expect(judge(rule, facts({ references }))).toEqual([]);
  });

  test('does not apply where nothing was read', () => {
    expect(judge(rule, facts({ sources: [] }))).toBe('no page and no script was read');
  });
});
