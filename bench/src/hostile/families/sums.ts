import { beside, live, times, type Family, type HostileCase } from '../case.ts';

const million = 1_000_000;
const sum = (name: string, term: string, operator: string, count = million): HostileCase => ({
  name: `${count} terms: ${name}`,
  ...beside(`s = ${Array.from({ length: count }, () => term).join(operator)}`),
});

export const sums: Family = {
  name: 'sums',
  cases: [
    sum('numbers', '1', '+'),
    sum('strings', '"a"', '+'),
    sum('names', 'a', '+'),
    sum('alternatives', 'a', '||'),
    sum('defaults', 'a', '??'),
    sum('a sequence', 'a', ','),
    sum('products', 'a', '*'),
    sum('comparisons', 'a', '==='),
    sum('calls', 'f()', '+', 400_000),
    sum('sockets', 'new WebSocket(a)', '+', 50_000),
    { name: 'an array of 10⁶', ...beside(`s = [${'1,'.repeat(million)}].join('')`) },
    { name: 'arguments, 10⁶ of them', ...beside(`f(${'1,'.repeat(million)}1)`) },
    {
      name: 'an object with 300 000 members',
      ...beside(`s = {${times(300_000, (index) => `a${index}:1,`)}}; JSON.stringify(s)`),
    },
    { name: 'statements, 10⁶ of them', ...beside('a=1;'.repeat(million)) },
    { name: 'a template of 200 000 parts', ...beside(`s = \`${'${a}'.repeat(200_000)}\``) },
    {
      name: 'an address of 100 000 terms',
      page: `<script>new WebSocket('wss://h.test/' + ${times(100_000, () => `'a' +`)} '')</script><script>${live}</script>`,
      finds: ['/live'],
    },
    {
      name: '100 000 cases',
      ...beside(`switch (a) {${times(100_000, (index) => `case ${index}: b = ${index};`)}}`),
    },
    {
      name: '100 000 declarations',
      ...beside(`var ${times(100_000, (index) => `a${index}=a${index - 1},`)} z`),
    },
  ],
};
