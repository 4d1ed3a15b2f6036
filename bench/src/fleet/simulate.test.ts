import { describe, expect, test } from 'vitest';
import { simulate, type Fleet } from './simulate.ts';

const one: Fleet = {
  scheduled: 100,
  asked: 0,
  cores: 1,
  atATime: 1,
  cpuMs: 10,
  networkMs: 100,
  databaseMs: 1,
  databaseCores: 1,
};

describe('simulate', () => {
  test('one place does one scan after the other', () => {
    expect(simulate(one)).toEqual({ doneMs: 10_000, waitP99Ms: 0, coresBusy: 0.1, databaseBusy: 0.01 });
  });

  test('places side by side hide the network, up to what the core can do', () => {
    expect(Math.round(simulate({ ...one, atATime: 10, databaseMs: 0 }).doneMs)).toBe(1_000);
    const crowded = simulate({ ...one, atATime: 50, databaseMs: 0 });
    expect([crowded.doneMs, crowded.coresBusy]).toEqual([1_000, 1]);
  });

  test('more cores do more, until the database is the limit', () => {
    const ten = simulate({ ...one, scheduled: 1_000, cores: 10, databaseMs: 50 });
    expect([Math.round(ten.databaseBusy * 100), Math.round(ten.doneMs / 1_000)]).toEqual([100, 50]);
    const spread = simulate({ ...one, scheduled: 1_000, cores: 10, databaseMs: 50, databaseCores: 10 });
    expect(Math.round(spread.doneMs / 1_000)).toBe(10);
  });

  test('people go first: they wait for a place, not for the list', () => {
    const { waitP99Ms, doneMs } = simulate({ ...one, scheduled: 1_000, asked: 1 });
    expect([waitP99Ms <= 100, doneMs > 100_000]).toEqual([true, true]);
  });
});
