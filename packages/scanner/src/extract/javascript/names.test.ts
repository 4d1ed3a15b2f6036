import { describe, expect, it } from 'vitest';
import { scriptOf } from '../testing/script.ts';
import { functionsAround } from './around.ts';
import { anyOf, nameBefore } from './names.ts';

describe('the name by which a function may be called', () => {
  it.each([
    ['function dial() { 1 }', 'dial'],
    ['class Client { 1 }', 'Client'],
    ['const dial = function () { 1 }', 'dial'],
    ['const dial = async (a) => { 1 }', 'dial'],
    ['x.dial = () => { 1 }', 'dial'],
    ['x = { dial: function () { 1 } }', 'dial'],
    ['(function () { 1 })()', null],
    ['x.then(() => { 1 })', null],
  ])('%s', (text, name) => {
    const [node] = functionsAround(scriptOf(text).program, [text.indexOf('1') - 2]);
    expect(node === undefined ? 'no function' : nameBefore(node, text)).toBe(name);
  });
});

describe('any of some names', () => {
  it('takes a dollar sign as it is, in a group of its own', () => {
    expect('$a b$ ab'.match(new RegExp(anyOf(['$a', 'b$']), 'g'))).toEqual(['$a', 'b$']);
    expect(anyOf(['a', 'b'])).toBe('(?:a|b)');
  });
});
