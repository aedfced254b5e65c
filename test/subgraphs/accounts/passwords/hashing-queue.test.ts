import { describe, expect, it } from 'vitest';
import {
  HashingQueue,
  TurnMissed,
  type HashingPlace,
} from '../../../../subgraphs/accounts/services/passwords/hashing-queue.ts';

const take = (queue: HashingQueue): HashingPlace => {
  const place = queue.enter('192.0.2.1');
  if (place === undefined) throw new Error('There is no place');
  return place;
};

describe('the queue for hashing passwords', () => {
  it('refuses to add more than its number of places until one is free again', () => {
    const queue = new HashingQueue({ concurrency: 1, places: 2, placesPerAddress: 2, maxWaitMs: 1_000 });
    const first = take(queue);
    take(queue);
    expect(queue.enter('192.0.2.2')).toBeUndefined();
    first[Symbol.dispose]();
    expect(queue.enter('192.0.2.2')).toBeDefined();
  });

  it('has only a few places for one address, so that others find a place', () => {
    const queue = new HashingQueue({ concurrency: 1, places: 50, placesPerAddress: 2, maxWaitMs: 1_000 });
    const first = take(queue);
    take(queue);
    expect(queue.enter('192.0.2.1')).toBeUndefined();
    expect(queue.enter('192.0.2.2')).toBeDefined();
    first[Symbol.dispose]();
    expect(queue.enter('192.0.2.1')).toBeDefined();
  });

  it('runs a fixed number at once, in the order of arrival, and continues after a failure', async () => {
    const queue = new HashingQueue({ concurrency: 2, places: 5, placesPerAddress: 5, maxWaitMs: 60_000 });
    const begun: number[] = [];
    const ends = Array.from({ length: 5 }, () => Promise.withResolvers<void>());
    const works = ends.map(({ promise }, number) =>
      take(queue)
        .run(() => {
          begun.push(number);
          return promise;
        })
        .catch(() => undefined),
    );
    await Promise.resolve();
    await Promise.resolve();
    expect(begun).toEqual([0, 1]);
    ends[1]?.reject(new Error('failed'));
    await works[1];
    expect(begun).toEqual([0, 1, 2]);
    for (const { resolve } of ends) resolve();
    await Promise.all(works);
    expect(begun).toEqual([0, 1, 2, 3, 4]);
  });

  it('hashes nothing when its turn comes too late', async () => {
    const queue = new HashingQueue({ concurrency: 1, places: 3, placesPerAddress: 3, maxWaitMs: -1 });
    await expect(take(queue).run(() => Promise.resolve('done'))).rejects.toThrow(TurnMissed);
  });
});
