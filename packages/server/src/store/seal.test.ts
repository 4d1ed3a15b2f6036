import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { keyBeside, sealWith } from './seal.ts';

const secret = { cookies: ['session=swordfish'], headers: [['X-Team', 'blue']] };

test('opens with its own key only, and not when it was changed', () => {
  const seal = sealWith('one key');
  const sealed = seal.seal(secret);
  expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain('swordfish');
  expect(seal.open(sealed)).toEqual(secret);
  expect(sealWith('one key').open(sealed)).toEqual(secret);
  expect(() => sealWith('another key').open(sealed)).toThrow(/authenticate/);
  const bytes = Buffer.from(sealed, 'base64');
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    expect(() => seal.open(changed.toString('base64'))).toThrow(/authenticate/);
  }
  expect(() => seal.open('')).toThrow(/Invalid/);
});

test('the same secret is never sealed to the same text', () => {
  const seal = sealWith('one key');
  expect(seal.seal(secret)).not.toBe(seal.seal(secret));
});

test('the key of a directory is made once, for its user only', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'wssure-key-'));
  try {
    const key = keyBeside(folder);
    expect(Buffer.from(key, 'base64')).toHaveLength(32);
    expect(keyBeside(folder)).toBe(key);
    expect(statSync(path.join(folder, 'key')).mode & 0o777).toBe(0o600);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
