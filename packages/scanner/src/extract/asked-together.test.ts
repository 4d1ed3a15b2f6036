import { describe, expect, it } from 'vitest';
import { analysePage, told } from './testing/analyse-page.ts';

describe('files that scripts ask for together', () => {
  it('are found where a name is in another file', async () => {
    const page = {
      html: `<script src="/names.js"></script><script src="/load.js"></script>`,
      files: {
        'https://shop.example/names.js': `NAME = 'part'`,
        'https://shop.example/load.js': `import('/' + NAME + '.js').then((m) => m.dial())`,
        'https://shop.example/part.js': `export const dial = () => new WebSocket('/part')`,
      },
    };
    expect(await told(page)).toEqual(['connects wss://shop.example/part']);
  });

  it('are numbered in the order that the caller has', async () => {
    const html = `<script src="/a.js" async></script><script src="/b.js" async></script>`;
    const { references } = await analysePage({
      html,
      files: {
        'https://shop.example/b.js': `new WebSocket('wss://b.example/')`,
        'https://shop.example/a.js': `new WebSocket('wss://a.example/')`,
      },
    });
    expect(references.map(({ id, url }) => [id, url])).toEqual([
      ['r1', 'wss://a.example/'],
      ['r2', 'wss://b.example/'],
    ]);
  });
});
