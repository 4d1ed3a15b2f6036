import { expect, test } from 'vitest';
import { renderMarkdown } from './markdown.ts';

const page = `# origin-not-validated

The server answers a page of **any** origin. See [RFC 6455](https://www.rfc-editor.org/rfc/rfc6455)
and [the rule beside it](origin-undetermined.md).

## How to fix it

- Compare the \`Origin\` header with a list of your own origins, all of it: scheme, host, port.
- Answer \`403\`.
  1. First

\`\`\`js
if (!allowed.has(origin)) return refuse(403); // a long line of code is never wrapped, whatever its width
\`\`\`

| seen         | severity |
| ------------ | -------- |
| a \`cookie\`   | high     |
| nothing else | low      |

The end.
`;

const plain = `origin-not-validated

The server answers a page of any origin. See RFC 6455
(https://www.rfc-editor.org/rfc/rfc6455) and the rule
beside it.

How to fix it

• Compare the Origin header with a list of your own
  origins, all of it: scheme, host, port.
• Answer 403.
  1. First

    if (!allowed.has(origin)) return refuse(403); // a long line of code is never wrapped, whatever its width

seen: severity
• a cookie: high
• nothing else: low

The end.
`;

test('wraps text and leaves code alone', () => {
  expect(renderMarkdown(page, { width: 56, color: false })).toBe(plain);
});

test('colours what stands out, and nothing else', () => {
  const colored = renderMarkdown('# Title\n\n**bold** and `code`\n', { width: 80, color: true });
  expect(colored).toBe('\u001B[1mTitle\u001B[22m\n\n\u001B[1mbold\u001B[22m and \u001B[36mcode\u001B[39m\n');
});

test('a fence that never ends runs to the end', () => {
  expect(renderMarkdown('```\na\n\nb', { width: 80, color: false })).toBe('a\n    \n    b\n');
});
