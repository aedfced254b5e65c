import * as fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { textArray } from '../../../subgraphs/shared/database/sql.ts';
import { mistypedReadings } from '../../../subgraphs/shared/database/typing-errors.ts';
import { describeOnBothDatabases, openTestDatabase } from '../../support/databases.ts';

const letter = fc.constantFrom(...'abcdefghij%_\\\'"ßéя.*+?^$(){}|[]-');
const word = fc.array(letter, { minLength: 6, maxLength: 12 });

/** A word with one typing error. */
const typed = fc
  .record({ word, at: fc.nat(), letter, kind: fc.constantFrom('wrong', 'missing', 'too many', 'exchanged') })
  .map(({ word: letters, at, letter: other, kind }) => {
    const index = at % letters.length;
    const [before, behind] = [letters.slice(0, index), letters.slice(index + 1)];
    const own = letters[index] ?? '';
    if (kind === 'missing') return { meant: letters.join(''), typed: [...before, ...behind].join('') };
    if (kind === 'wrong') return { meant: letters.join(''), typed: [...before, other, ...behind].join('') };
    if (kind === 'too many') return { meant: letters.join(''), typed: [...before, other, own, ...behind].join('') };
    const [next = '', ...rest] = behind;
    return { meant: letters.join(''), typed: [...before, next, own, ...rest].join('') };
  });

describeOnBothDatabases('a word with a typing error', (kind) => {
  it('finds what was meant, at the beginning of any word, with any letters', async () => {
    const database = await openTestDatabase(kind);
    onTestFinished(() => database.close());
    const cases = fc.sample(typed, { numRuns: 300, seed: 7 });
    const missed: string[] = [];
    for (const { meant, typed: search } of cases) {
      const [reading] = mistypedReadings([search, 'other']);
      if (reading === undefined) throw new Error('Every word here is long enough');
      const found = await database.sql(
        `with named as (select unnest($1::text[]) as name)
         select name from named where name ~ $2 and ' ' || name like any ($3::text[])
         union all select name from named where name like any ($4::text[])`,
        [
          textArray([`${meant}ing other`, `other ${meant}`]),
          reading.meant,
          textArray(reading.patterns),
          textArray(reading.beginnings),
        ],
      );
      if (found.length !== 3) missed.push(`${search} for ${meant}`);
    }
    expect(missed).toEqual([]);
  });
});

it('is not looked for in short words, in pasted texts and in what has digits', () => {
  expect(mistypedReadings(['shor', 'x'.repeat(21), 'word1'])).toEqual([]);
});
