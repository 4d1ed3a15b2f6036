import { describe, expect, it } from 'vitest';
import { analyse, told } from './testing/analyse.ts';

/** Code of so many UTF-16 units that says nothing of sockets or files. */
function filler(units: number): string {
  return `var unused = [${'"0123456789",'.repeat(units / 13)}];`;
}

async function lines(html: string, files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { references } = await analyse(html, files);
  return references.map(told);
}

describe('scripts whose text does not speak of sockets', () => {
  it('are followed where they are small', async () => {
    const files = {
      'a.js': `${filler(50_000)} var HOST = 'live.example'`,
      'b.js': `new WebSocket('wss://' + HOST)`,
    };
    expect(await lines('<script src=a.js></script><script src=b.js></script>', files)).toEqual([
      'connects wss://live.example/',
    ]);
  });

  it('are followed where others read what they set', async () => {
    const files = {
      'a.js': `${filler(300_000)} var HOST = 'live.example'`,
      'b.js': `new WebSocket('wss://' + HOST)`,
    };
    expect(await lines('<script src=a.js></script><script src=b.js></script>', files)).toEqual([
      'connects wss://live.example/',
    ]);
  });

  it('are run when others read what they export, and modules that they import in turn', async () => {
    const files = {
      'main.js': `import { host } from './config.js'; new WebSocket('wss://' + host)`,
      'config.js': `${filler(300_000)} export { host } from './hosts.js'`,
      'hosts.js': `${filler(300_000)} export const host = 'live.example'`,
    };
    expect(await lines('<script type=module src=main.js></script>', files)).toEqual([
      'connects wss://live.example/',
    ]);
  });

  it('are told to be unknown where they are more than is affordable', async () => {
    const files = {
      'main.js': `import { host } from './config.js'; new WebSocket('wss://' + host)`,
      'config.js': `${filler(2_100_000)} export const host = 'live.example'`,
    };
    expect(await lines('<script type=module src=main.js></script>', files)).toEqual([
      'connects ? its host is not known: https://shop.example/app/config.js was not read',
    ]);
  });
});
