import { beside, live, times, type Family, type HostileCase } from '../case.ts';

const depth = 100_000;
const deep = (name: string, open: string, middle: string, close: string): HostileCase => ({
  name: `${name}, ${depth} deep`,
  ...beside(`${open.repeat(depth)}${middle}${close.repeat(depth)}`),
});
const markup = (name: string, open: string, close = ''): HostileCase => ({
  name: `${name}, ${depth} deep`,
  page: `<script>${live}</script>${open.repeat(depth)}${close.repeat(depth)}`,
  finds: ['/live'],
});

export const nesting: Family = {
  name: 'nesting',
  cases: [
    deep('parentheses', '(', '1', ')'),
    deep('arrays', '[', '', ']'),
    deep('objects', '({a:', '1', '})'),
    { name: 'binding patterns', ...beside(`var ${'['.repeat(depth)}a${']'.repeat(depth)} = 1`) },
    deep('functions', 'function f(){', '', '}'),
    deep('arrow functions', 'a=>', '1', ''),
    deep('blocks', '{', '', '}'),
    deep('conditions', 'if(a)', ';', ''),
    deep('alternatives', 'if(a);else ', ';', ''),
    deep('ternaries', 'a?b:', 'c', ''),
    deep('ternaries on the other side', 'a?', 'b', ':c'),
    deep('negations', '!', 'a', ''),
    deep('templates', '`${', '1', '}`'),
    deep('calls of calls', '', 'f', '()'),
    deep('calls in arguments', 'f(', '', ')'),
    deep('members', '', 'a', '.a'),
    deep('computed members', 'a[', '0', ']'),
    deep('optional chains', '', 'a', '?.a'),
    deep('constructors', 'new ', 'A', ''),
    deep('assignments', 'a=', '1', ''),
    deep('loops', 'for(;;)', ';', ''),
    deep('loops with labels', 'a:while(b)', ';', ''),
    deep('classes', 'class A extends (', 'B', '){}'),
    deep('exponents', 'a**', 'a', ''),
    deep('tries', 'try{', '', '}finally{}'),
    deep('switches', 'switch(a){case 1:', '', '}'),
    deep('awaits', 'async()=>await ', '1', ''),
    deep('spreads', '[...', '[]', ']'),
    {
      name: 'groups in a regular expression',
      ...beside(`/${'('.repeat(depth)}${')'.repeat(depth)}/.test('ws://a.test')`),
    },
    markup('elements', '<div>', '</div>'),
    markup('inline elements', '<b>'),
    markup('lists', '<ul><li>'),
    markup('tables', '<table><tr><td>'),
    markup('template elements', '<template>'),
    markup('vector graphics', '<svg><foreignObject>'),
    markup('buttons in forms', '<form><button>'),
    {
      name: 'JSON arrays',
      page: `<script type=application/json>${'['.repeat(depth)}"wss://a.test"${']'.repeat(depth)}</script><script>${live}</script>`,
      finds: ['/live'],
    },
    {
      name: 'JSON objects in code',
      ...beside(`JSON.parse('${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}')`),
    },
    {
      name: 'srcdoc in srcdoc',
      page: `<script>${live}</script>${times(12, () => '<iframe srcdoc="&lt;p>">')}${'<iframe srcdoc="'.repeat(1000)}`,
      finds: ['/live'],
    },
    { name: 'a closure in a closure that runs', ...beside(`${'(()=>'.repeat(3000)}1${')()'.repeat(3000)}`) },
  ],
};
