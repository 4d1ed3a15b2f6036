import { describe, expect, test } from 'vitest';
import { decodeDocument, decodeScript } from './decode.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8');
const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

describe('decodeDocument', () => {
  const table: [what: string, content: Buffer, contentType: string | null, encoding: string, text: string][] =
    [
      ['nothing said, UTF-8', utf8('é'), 'text/html', 'utf-8', 'é'],
      ['nothing said, not UTF-8', bytes('\xe9 \x80\x99'), 'text/html', 'windows-1252', 'é €™'],
      ['nothing said, cut in a character', utf8('a€').subarray(0, 3), null, 'utf-8', 'a\ufffd'],
      ['nothing at all', Buffer.alloc(0), null, 'utf-8', ''],
      ['HTTP', bytes('\xcf\xf0'), 'text/html; charset=windows-1251', 'windows-1251', 'Пр'],
      [
        'HTTP, quoted and in capitals',
        bytes('\xcf\xf0'),
        'text/html;CHARSET="Windows-1251"',
        'windows-1251',
        'Пр',
      ],
      ['HTTP, an alias', bytes('\xe9\x80'), 'text/html; charset=latin1', 'windows-1252', 'é€'],
      ['HTTP, ASCII', bytes('\x80'), 'text/html; charset=us-ascii', 'windows-1252', '€'],
      ['HTTP, Shift_JIS', bytes('\x93\xfa'), 'text/html; charset=x-sjis', 'shift_jis', '日'],
      ['HTTP, EUC-KR', bytes('\xc7\xd1'), 'text/html; charset=ks_c_5601-1987', 'euc-kr', '한'],
      ['HTTP, GBK', bytes('\xc4\xe3'), 'text/html; charset=gb2312', 'gbk', '你'],
      ['HTTP, Big5', bytes('\xa7\x41'), 'text/html; charset=big5-hkscs', 'big5', '你'],
      ['HTTP, KOI8-R', bytes('\xd0'), 'text/html; charset=koi8-r', 'koi8-r', 'п'],
      ['HTTP, UTF-16', Buffer.from('é', 'utf16le'), 'text/html; charset=utf-16', 'utf-16le', 'é'],
      ['HTTP, UTF-16BE', utf16be('é'), 'text/html; charset=utf-16be', 'utf-16be', 'é'],
      ['HTTP, x-user-defined', bytes('\x80a'), 'text/html; charset=x-user-defined', 'windows-1252', '€a'],
      [
        'HTTP, unknown, then meta',
        bytes('<meta charset=windows-1251>\xcf'),
        'text/html; charset=none-such',
        'windows-1251',
        '<meta charset=windows-1251>П',
      ],
      ['HTTP, unknown', utf8('é'), 'text/html; charset=utf8mb4', 'utf-8', 'é'],
      ['HTTP, no browser decodes it', utf8('é'), 'text/html; charset=utf-7', 'utf-8', 'é'],
      [
        'HTTP before meta',
        utf8('<meta charset=windows-1251>é'),
        'text/html; charset=utf-8',
        'utf-8',
        '<meta charset=windows-1251>é',
      ],
      ['HTTP that lies', bytes('\xe9'), 'text/html; charset=utf-8', 'utf-8', '\ufffd'],
      [
        'a mark before HTTP',
        Buffer.concat([bytes('\xef\xbb\xbf'), utf8('é')]),
        'text/html; charset=koi8-r',
        'utf-8',
        'é',
      ],
      ['a UTF-16LE mark', Buffer.from('\ufeffé', 'utf16le'), 'text/html; charset=utf-8', 'utf-16le', 'é'],
      ['a UTF-16BE mark', utf16be('\ufeffé'), null, 'utf-16be', 'é'],
      ['meta', bytes('<meta charset="koi8-r">\xd0'), 'text/html', 'koi8-r', '<meta charset="koi8-r">п'],
      [
        'meta that says UTF-16',
        utf8('<meta charset=utf-16>é'),
        'text/html',
        'utf-8',
        '<meta charset=utf-16>é',
      ],
      [
        'meta http-equiv',
        bytes("<META content='text/html; charset=koi8-r' http-equiv=Content-Type>\xd0"),
        null,
        'koi8-r',
        "<META content='text/html; charset=koi8-r' http-equiv=Content-Type>п",
      ],
      [
        'meta of another name',
        utf8('<meta name=x content="a; charset=koi8-r">é'),
        null,
        'utf-8',
        '<meta name=x content="a; charset=koi8-r">é',
      ],
      [
        'meta in a comment',
        utf8('<!-- <meta charset=koi8-r> -->é'),
        null,
        'utf-8',
        '<!-- <meta charset=koi8-r> -->é',
      ],
      [
        'meta after an unknown one',
        bytes('<meta charset=x><meta charset=koi8-r>\xd0'),
        null,
        'koi8-r',
        '<meta charset=x><meta charset=koi8-r>п',
      ],
      [
        'meta with > in a value',
        bytes('<meta name=">" charset=koi8-r>\xd0'),
        null,
        'koi8-r',
        '<meta name=">" charset=koi8-r>п',
      ],
      [
        'metadata that is no meta',
        utf8('<metadata charset=koi8-r>é'),
        null,
        'utf-8',
        '<metadata charset=koi8-r>é',
      ],
      [
        'an XML declaration',
        bytes('<?xml version="1.0" encoding="koi8-r"?>\xd0'),
        'application/xhtml+xml',
        'koi8-r',
        '<?xml version="1.0" encoding="koi8-r"?>п',
      ],
    ];
  test.each(table)('%s', (_what, content, contentType, encoding, text) => {
    expect(decodeDocument(content, contentType)).toEqual({ encoding, text });
  });

  test('a declaration after the first 1024 bytes is not looked for', () => {
    const content = bytes(`<!--${' '.repeat(1_020)}--><meta charset=koi8-r>`);
    expect(decodeDocument(content, null).encoding).toBe('utf-8');
  });

  test.each([
    '<meta '.repeat(200),
    '<meta a="'.repeat(120),
    `<meta ${'='.repeat(1_000)}`,
    '<!--'.repeat(300),
    '<?xml '.repeat(200),
  ])('a hostile start takes no time %#', (start) => {
    const started = performance.now();
    expect(decodeDocument(bytes(start), null).text).toBe(start);
    expect(performance.now() - started).toBeLessThan(200);
  });
});

describe('decodeScript', () => {
  test.each([
    ['the fallback', bytes('\xe9'), null, 'windows-1252', 'é'],
    ['HTTP', bytes('\xd0'), 'text/javascript; charset=koi8-r', 'utf-8', 'п'],
    ['a mark', Buffer.from('\ufeffé', 'utf16le'), 'text/javascript; charset=koi8-r', 'utf-8', 'é'],
    ['the fallback for an unknown label', utf8('é'), 'text/javascript; charset=nonsense', 'utf-8', 'é'],
    ['no meta', bytes('<meta charset=koi8-r>\xd0'), null, 'windows-1252', '<meta charset=koi8-r>Ð'],
  ])('by %s', (_what, content, contentType, fallback, text) => {
    expect(decodeScript(content, contentType, fallback)).toBe(text);
  });
});
