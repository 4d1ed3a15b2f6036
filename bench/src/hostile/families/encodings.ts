import type { Answer, Family, HostileCase } from '../case.ts';
import { live, livePage } from '../case.ts';
import { withHeaders } from '../answers.ts';

const typed = (
  name: string,
  type: string,
  body: string | Buffer,
  over: Partial<HostileCase> = {},
): HostileCase => ({ name, page: withHeaders({ 'content-type': type }, body), ...over });
const script = (name: string, type: string, body: string | Buffer): HostileCase => ({
  name,
  page: `<script src=/a.js></script>${livePage}`,
  files: { '/a.js': withHeaders({ 'content-type': type }, body) as Answer },
  finds: ['/live'],
});
const utf16 = Buffer.from(`\ufeff${livePage}`, 'utf16le');
const found = { finds: ['/live'] };

export const encodings: Family = {
  name: 'encodings that lie',
  cases: [
    typed('ASCII that is said to be UTF-16', 'text/html; charset=utf-16', livePage),
    typed('UTF-16 that is said to be UTF-8', 'text/html; charset=utf-8', utf16, found),
    typed('UTF-16 with half a character at its end', 'text/html', utf16.subarray(0, utf16.length - 1)),
    typed('a page that names UTF-7', 'text/html', `<meta charset=utf-7>+ADw-script+AD4-${livePage}`, found),
    typed(
      'a page that names ISO-2022-JP',
      'text/html',
      `<meta charset=iso-2022-jp>\u001b$B<script>\u001b(B${livePage}`,
    ),
    typed(
      'a page that names ten charsets',
      'text/html; charset=koi8-r; charset=big5',
      `${'<meta charset=gb18030><meta charset=euc-kr>'.repeat(5)}${livePage}`,
      found,
    ),
    typed('a charset of 100 kB', `text/html; charset=${'x'.repeat(100_000)}`, livePage, found),
    typed('a charset with control characters', 'text/html; charset="\u009b31m\\"', livePage, found),
    typed(
      'x-user-defined',
      'text/html; charset=x-user-defined',
      Buffer.concat([Buffer.from(livePage), Buffer.alloc(256, 0xfe)]),
      found,
    ),
    typed('an image that is a page', 'image/png', livePage, { status: 2 }),
    typed(
      'a page that is an image',
      'text/html',
      Buffer.from(`89504e470d0a1a0a${'00ff'.repeat(5000)}`, 'hex'),
    ),
    typed('three byte order marks', 'text/html', `\ufeff\ufeff\ufeff${livePage}`, found),
    script(
      'a script in UTF-32',
      'text/javascript; charset=utf-32',
      Buffer.from('ffaa0000'.repeat(1000), 'hex'),
    ),
    script(
      'a script in Shift_JIS with half a character',
      'text/javascript; charset=shift_jis',
      Buffer.from([0x22, 0x81, 0x22, 0x3b, 0x81]),
    ),
    script('a script that is HTML', 'text/javascript', livePage),
    script('a script that is JSON', 'application/json', '{"u": "wss://h.test"}'),
    script('a script of zero bytes', 'text/javascript', Buffer.alloc(3_000_000)),
    script(
      'a script with a BOM of the other end',
      'text/javascript',
      Buffer.from(`fffe${Buffer.from(live).toString('hex')}`, 'hex'),
    ),
  ],
};
