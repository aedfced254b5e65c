import { describe, expect, it } from 'vitest';
import { matchesPattern, patternFault } from '../../../subgraphs/shared/domain/text-pattern.ts';

describe('a pattern', () => {
  it.each(['[a-z][a-z0-9-]{2,30}', '\\d{4}|none', '(?i)ab+', '\\p{L}+'])('may be %s', (pattern) => {
    expect(patternFault(pattern)).toBeUndefined();
  });

  it.each([
    ['', 'must have 1 to 200 characters; it has 0.'],
    ['a'.repeat(201), 'must have 1 to 200 characters; it has 201.'],
    ['(?=a)', 'must be a regular expression of RE2: '],
    ['(a)\\1', 'must be a regular expression of RE2: '],
    ['[a', 'must be a regular expression of RE2: '],
    ['(?:[a-z]{0,30}){0,30}', 'must repeat less'],
  ])('may not be %s', (pattern, fault) => {
    expect(patternFault(pattern)).toContain(fault);
  });

  it('is matched by the whole of a text', () => {
    expect(['ab', 'xab', 'abx', 'ab\n'].map((text) => matchesPattern('ab', text))).toEqual([true, false, false, false]);
  });

  it('that would hold up a backtracking engine for ever is answered', () => {
    expect(matchesPattern('(?:a+)+b', 'a'.repeat(1_000))).toBe(false);
    expect(matchesPattern('(?:a|aa)+', `${'a'.repeat(999)}!`)).toBe(false);
  });
});
