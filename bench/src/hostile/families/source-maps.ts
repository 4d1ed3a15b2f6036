import { endless, redirect } from '../answers.ts';
import { live, times, type Answer, type Family, type HostileCase } from '../case.ts';

const map = (name: string, answer: Answer, comment = 'app.js.map'): HostileCase => ({
  name,
  page: '<script src=/app.js></script>',
  files: { '/app.js': `${live}\n//# sourceMappingURL=${comment}`, '/app.js.map': answer },
  finds: ['/live'],
});
const json = (value: unknown): string => JSON.stringify(value);
const version = 3;

export const sourceMaps: Family = {
  name: 'source maps that lie or explode',
  cases: [
    map(
      'twenty megabytes of mappings',
      json({ version, sources: ['a'], names: [], mappings: 'AAAA,'.repeat(4_000_000) }),
    ),
    map(
      'fifteen million lines',
      json({ version, sources: ['a'], names: [], mappings: ';'.repeat(15_000_000) }),
    ),
    map(
      'a million sources',
      json({
        version,
        sources: Array.from({ length: 1_000_000 }, (_, index) => `s${index}`),
        names: [],
        mappings: 'AAAA',
      }),
    ),
    map(
      'numbers that overflow',
      json({
        version,
        sources: ['a'],
        names: [],
        mappings: `${'/'.repeat(100_000)},gggggggggggggggB,${'D'.repeat(50_000)}`,
      }),
    ),
    map(
      'places that do not exist',
      json({ version, sources: ['a'], names: [], mappings: 'A99999999A,AAgggggB99AA,DDDD,AD' }),
    ),
    map(
      'sections within sections',
      `${'{"version":3,"sections":[{"offset":{"line":0,"column":0},"map":'.repeat(3000)}{"version":3,"sources":[],"mappings":""}${'}]}'.repeat(3000)}`,
    ),
    map(
      'a hundred thousand sections',
      json({
        version,
        sections: Array.from({ length: 100_000 }, (_, line) => ({
          offset: { line, column: 0 },
          map: { version, sources: ['a'], names: [], mappings: 'AAAA' },
        })),
      }),
    ),
    map(
      'values of all the wrong types',
      json({
        version: 'x',
        sources: [null, 1, {}, []],
        names: 7,
        mappings: ['AAAA'],
        sourceRoot: {},
        sourcesContent: 'x',
      }),
    ),
    map('no JSON at all', `)]}'\n<html>`),
    map(
      'a mappings string of no letters',
      json({ version, sources: ['a'], names: [], mappings: '\u0000💣?!==' }),
    ),
    map('a map without end', endless('application/json', '{"version":3,'.repeat(100))),
    map('a map that redirects without end', redirect('/app.js.map')),
    map('the script as its own map', '', 'app.js'),
    map('a file', '', 'file:///etc/passwd'),
    map(
      'data within the script',
      '',
      `data:application/json;base64,${Buffer.from(json({ version, sources: ['../../../../etc/passwd', 'javascript:alert(1)', '\\\\evil\\share'], names: [], mappings: 'AAAA' })).toString('base64')}`,
    ),
    {
      name: 'three hundred comments and a hundred maps',
      page: times(100, (index) => `<script src=/${index}.js></script>`),
      files: (path) =>
        path.endsWith('.js')
          ? `${live}${times(300, (index) => `\n//# sourceMappingURL=${path}.${index}.map`)}`
          : json({ version, sources: ['a'], names: [], mappings: 'AAAA,'.repeat(100_000) }),
      finds: ['/live'],
    },
    map(
      'content of every source',
      json({
        version,
        sources: times(2000, (index) => `${index},`).split(','),
        sourcesContent: Array.from(
          { length: 2000 },
          () => `new WebSocket("ws://lie.test") ${'x'.repeat(5000)}`,
        ),
        names: [],
        mappings: 'AAAA',
      }),
    ),
  ],
};
