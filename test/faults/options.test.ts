import { expect, test } from 'vitest';
import { readOptions } from './options.ts';
import { randomFrom } from './random.ts';
import { SCENARIOS } from './scenarios/scenarios.ts';

test('a seed repeats every random choice', () => {
  const choices = (seed: string): readonly number[] => {
    const random = randomFrom(seed);
    return Array.from({ length: 20 }, () => random.between(1, 1_000));
  };
  expect(choices('a1')).toEqual(choices('a1'));
  expect(choices('a1')).not.toEqual(choices('a2'));
  expect(choices('a1').every((choice) => choice >= 1 && choice <= 1_000)).toBe(true);
});

test('the command line chooses scenarios, the seed, outages, a soak and a document', () => {
  expect(readOptions(['--seed', 'a1', '--only', 'bus', '--only', 'vendor'])).toEqual({
    seed: 'a1',
    quick: false,
    only: ['bus', 'vendor'],
    soakMs: 0,
    write: undefined,
    list: false,
    awayMs: 60_000,
    quietMs: 60_000,
  });
  expect(readOptions(['--quick'])).toMatchObject({ quick: true, awayMs: 4_000, quietMs: 30_000 });
  expect(readOptions(['--soak', '60m', '--write'])).toMatchObject({ soakMs: 3_600_000, write: 'docs/reliability.md' });
  expect(readOptions([]).seed).not.toBe(readOptions([]).seed);
  expect(() => readOptions(['--soak', '60'])).toThrow('--soak takes a duration such as 90s, 60m or 2h, not "60".');
  expect(() => readOptions(['quick'])).toThrow('Nothing is known of "quick".');
});

test('scenarios have names of their own in kebab-case', () => {
  const names = SCENARIOS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name))).toEqual([]);
});
