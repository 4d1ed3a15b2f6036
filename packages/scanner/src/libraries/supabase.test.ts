import { describe, expect, test } from 'vitest';
import { supabase } from './supabase.ts';
import { agreed, compare } from './testing/dialled.ts';

describe.each([{ minify: false }, { minify: true }])('Supabase in a bundle, $minify', ({ minify }) => {
  test('dials where the real client dials', async () => {
    const entry = `
      import { createClient } from '@supabase/supabase-js';
      const supabase = createClient('https://abcdefghijklmnopqrst.supabase.test', 'public-anon-key');
      supabase.channel('room').on('broadcast', { event: 'x' }, console.log).subscribe();
      createClient('https://never.supabase.test', 'other-key').from('orders');
    `;
    expect(await compare(supabase, { entry, minify })).toEqual(
      agreed(
        'wss://abcdefghijklmnopqrst.supabase.test/realtime/v1/websocket?apikey=public-anon-key&vsn=2.0.0',
      ),
    );
  });

  test('tells nothing of a client that is never made', async () => {
    const entry = `import { createClient } from '@supabase/supabase-js'; window.db = createClient('https://a.supabase.test', 'k');`;
    expect(await compare(supabase, { entry, minify })).toEqual(agreed());
  });
});

describe('Supabase from a CDN', () => {
  const scripts = {
    'https://cdn.jsdelivr.net/npm/@supabase/supabase-js@2': '@supabase/supabase-js/dist/umd/supabase.js',
  };

  test.each([{ scriptsAreRead: true }, { scriptsAreRead: false }])(
    'is known, $scriptsAreRead',
    async (read) => {
      const inline = `const db = supabase.createClient('https://abc.supabase.test', 'key', { realtime: { params: { eventsPerSecond: 10 } } }); db.channel('room').subscribe();`;
      expect(await compare(supabase, { scripts, inline, ...read })).toEqual(
        agreed('wss://abc.supabase.test/realtime/v1/websocket?apikey=key&eventsPerSecond=10&vsn=2.0.0'),
      );
    },
  );
});
