import { describe, expect, it } from 'vitest';
import type { ScriptText } from './analysis.ts';
import { ParsedFiles } from './parsed-files.ts';

const page = 'https://shop.example/';
const options = { parseUnits: 1_000, evaluatorSteps: 1_000, sourceMs: 1_000 };

function file(name: string, text: string, line?: number): ScriptText {
  const place = line === undefined ? {} : { line };
  return { url: page + name, kind: 'script', goal: 'script', text, baseUrl: page, realm: page, ...place };
}

/** What becomes of scripts, one after the other. */
function fates(files: ParsedFiles, ...sources: ScriptText[]): unknown[] {
  return sources.map((source) => {
    const loaded = files.load(source, null, true);
    return 'script' in loaded ? 'parsed' : loaded;
  });
}

describe('the files of a site that are parsed', () => {
  it('are as many as the bound for all together allows', () => {
    const files = new ParsedFiles({ ...options, parsedUnits: 20 });
    const tooMuch = {
      error: 'the scripts of the site come to more than 20 characters',
      limit: 'parsedUnits',
    };
    expect(
      fates(files, file('a.js', 'f();'.repeat(4)), file('b.js', 'g();h();'), file('c.js', 'i();')),
    ).toEqual(['parsed', tooMuch, 'parsed']);
  });

  it('are one at least, whatever the bound for all together', () => {
    const files = new ParsedFiles({ ...options, parsedUnits: 3 });
    expect(fates(files, file('a.js', 'f();'))).toEqual(['parsed']);
  });

  it('are counted once, however many documents load them', () => {
    const files = new ParsedFiles({ ...options, parsedUnits: 9 });
    const same = file('a.js', 'f();');
    expect(fates(files, same, { ...same, realm: `${page}b` }, file('b.js', 'g();'))).toEqual([
      'parsed',
      'parsed',
      'parsed',
    ]);
    expect(files.known(same)?.source.text).toBe('f();');
    expect(files.known(file('a.js', 'changed()'))).toBeNull();
  });

  it('are none that is too large, broke a worker, or stands in a markup full of scripts', () => {
    const large = file('large.js', 'f();'.repeat(300));
    const broken = file('broken.js', 'f();');
    const files = new ParsedFiles({ ...options, inlineScripts: 1, unparsed: new Set([broken.url]) });
    expect(fates(files, large, broken, file('', 'f()', 3), file('', 'g()', 4))).toEqual([
      { error: 'it is larger than 1000 characters', limit: 'parseUnits' },
      { error: 'it broke the analysis' },
      'parsed',
      { error: 'its markup holds more than 1 scripts', limit: 'inlineScripts' },
    ]);
  });

  it('are none where the time is over', () => {
    expect(fates(new ParsedFiles({ ...options, textOnly: true }), file('a.js', 'f()'))).toEqual([
      { error: 'it broke the analysis' },
    ]);
  });

  it('leave less room for those that do not speak of sockets', () => {
    const files = new ParsedFiles({ ...options, parsedUnits: 16 });
    expect(files.hasRoomForSilent(file('a.js', '123456'))).toBe(true);
    expect(files.hasRoomForSilent(file('a.js', '1234567'))).toBe(false);
  });
});
