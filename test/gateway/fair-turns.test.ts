import { setImmediate as nextRound } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { FairTurns, TooManyWaiting, type Turn, type TurnLimits } from '../../gateway/fair-turns.ts';

const limits: TurnLimits = { atOnce: 1, maxWaitingPerCaller: 100, maxWaiting: 300, maxWaitMs: 60_000 };

/** Holds the event loop, as planning does. */
function work(milliseconds: number): void {
  const endsAt = performance.now() + milliseconds;
  while (performance.now() < endsAt);
}

/** Work of several turns that writes down each of them. */
function steps(count: number, note: () => void): (turn: Turn) => Promise<void> {
  return async (turn) => {
    for (let step = 0; step < count; step += 1) {
      if (step > 0) await turn.pass();
      note();
    }
  };
}

describe('turns', () => {
  test('go from caller to caller, however much work of one caller waits', async () => {
    const turns = new FairTurns(limits);
    const order: string[] = [];
    const flood = Array.from({ length: 50 }, () => turns.run('flood', () => void order.push('flood')));
    await turns.run('other', () => void order.push('other'));
    await Promise.all(flood);
    expect(order.indexOf('other')).toBeLessThanOrEqual(1);
    expect(order).toHaveLength(51);
  });

  test('skip a caller that took long, for as much time', async () => {
    const turns = new FairTurns(limits);
    const order: string[] = [];
    const run = (caller: string, milliseconds: number): Promise<void> =>
      turns.run(caller, () => {
        order.push(caller);
        work(milliseconds);
      });
    const all = Array.from({ length: 6 }, () => [run('long', 21), run('short', 0)]).flat();
    await Promise.all(all);
    // One turn of the long one is as much as four of others: those have had all of theirs by its second.
    expect(order.slice(0, 5).filter((caller) => caller === 'long')).toHaveLength(1);
  });

  test('go to the oldest work of a caller until it ends', async () => {
    const turns = new FairTurns(limits);
    const order: string[] = [];
    await Promise.all([
      turns.run(
        'a',
        steps(3, () => order.push('first')),
      ),
      turns.run(
        'a',
        steps(3, () => order.push('second')),
      ),
    ]);
    expect(order).toEqual(['first', 'first', 'first', 'second', 'second', 'second']);
  });

  test('start one per round of the event loop, so that other work runs in between', async () => {
    const turns = new FairTurns(limits);
    let rounds = 0;
    let isOver = false;
    const seen: number[] = [];
    const goesOn = (): boolean => !isOver;
    const counting = (async () => {
      while (goesOn()) {
        rounds += 1;
        await nextRound();
      }
    })();
    await turns.run(
      'a',
      steps(5, () => seen.push(rounds)),
    );
    isOver = true;
    await counting;
    expect(new Set(seen).size).toBe(5);
  });

  test('are refused at once to a caller with too much waiting work, and to no other caller', async () => {
    const turns = new FairTurns({ ...limits, maxWaitingPerCaller: 2, maxWaiting: 3 });
    const waiting = [turns.run('a', () => 1), turns.run('a', () => 2)];
    await expect(turns.run('a', () => 3)).rejects.toThrow(TooManyWaiting);
    const others = turns.run('b', () => 4);
    expect(await Promise.all([...waiting, others])).toEqual([1, 2, 4]);
    expect(await turns.run('a', () => 6)).toBe(6);
  });

  test('are refused to the caller with the most work when too much work of all callers waits', async () => {
    const turns = new FairTurns({ ...limits, maxWaiting: 4 });
    const floods = ['a', 'a', 'a', 'b'].map((caller, index) => turns.run(caller, () => index).catch((error) => error));
    const others = ['c', 'd'].map((caller) => turns.run(caller, () => caller));
    // Now each has one, and nobody has more than the next would have.
    await expect(turns.run('e', () => 'e')).rejects.toThrow(TooManyWaiting);
    expect(await Promise.all(others)).toEqual(['c', 'd']);
    expect(await Promise.all(floods)).toEqual([0, expect.any(TooManyWaiting), expect.any(TooManyWaiting), 3]);
  });

  test('need not be paid back for time that no other caller wanted', async () => {
    const turns = new FairTurns(limits);
    const order: string[] = [];
    const long = (): Promise<void> =>
      turns.run('long', () => {
        order.push('long');
        work(30);
      });
    const alone = Promise.all(Array.from({ length: 10 }, long));
    await Promise.all(Array.from({ length: 8 }, long));
    const others = Array.from({ length: 20 }, () => turns.run('short', () => void order.push('short')));
    await Promise.all([alone, ...others, long()]);
    expect(order.length).toBe(39);
    // One turn of 30 ms is worth six of others, ten of them would be worth sixty.
    expect(order.lastIndexOf('long')).toBeLessThan(38);
  });

  test('are refused to work that has waited too long for its first turn', async () => {
    const turns = new FairTurns({ ...limits, maxWaitMs: 5 });
    const first = turns.run('a', () => work(20));
    const second = turns.run('a', () => 'never');
    await first;
    await expect(second).rejects.toThrow(TooManyWaiting);
  });

  test('speed up a piece of work when several callers want it', async () => {
    const turns = new FairTurns(limits);
    const order: string[] = [];
    const flood = Array.from({ length: 20 }, (_, index) => turns.start('flood', () => void order.push(`${index}`)));
    flood[15]?.join('other');
    await Promise.all(flood.map(({ result }) => result));
    expect(order.indexOf('15')).toBeLessThanOrEqual(1);
    expect(order).toHaveLength(20);
  });

  test('continue after work that fails', async () => {
    const turns = new FairTurns(limits);
    const failing = turns.run('a', () => {
      throw new Error('broken');
    });
    await expect(failing).rejects.toThrow('broken');
    expect(await turns.run('a', () => 1)).toBe(1);
  });
});
