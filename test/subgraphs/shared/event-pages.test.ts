import { setImmediate as nextRound } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { PageContexts } from '../../../subgraphs/shared/process/page-contexts.ts';
import { resolvePages } from '../../../subgraphs/shared/process/resolve-pages.ts';

const counted = (count: number, from = 0): readonly number[] =>
  Array.from({ length: count }, (_, index) => from + index);

/** Resolves each event to itself, and notes how many were resolved at once. */
function resolving() {
  const batches: number[] = [];
  const begin = () => async (events: readonly unknown[]) => {
    batches.push(events.length);
    await nextRound();
    return events;
  };
  return { batches, begin };
}

describe('the results of pages', () => {
  it('are those of all events in their order, fifty resolved at once at most', async () => {
    async function* source() {
      yield counted(120);
      yield [];
      yield counted(3, 120);
    }
    const { batches, begin } = resolving();
    const results: unknown[] = [];
    for await (const result of resolvePages(source(), begin)) results.push(result);
    expect(results).toEqual(counted(123));
    expect(batches).toEqual([50, 50, 20, 3]);
  });

  it('are not resolved before the reader has taken those before them', async () => {
    let taken = 0;
    async function* source() {
      for (; ; taken += 1) yield counted(60);
    }
    const { batches, begin } = resolving();
    const results = resolvePages(source(), begin);
    for (let read = 0; read < 50; read += 1) await results.next();
    await nextRound();
    expect([taken, batches]).toEqual([0, [50]]);
    await results.next();
    expect([taken, batches]).toEqual([0, [50, 10]]);
  });

  it('end at once while the source waits, and end the source', async () => {
    let hasEnded = false;
    const never = new Promise<never>(() => undefined);
    const source = {
      next: () => never,
      return: () => {
        hasEnded = true;
        return Promise.resolve({ done: true as const, value: undefined });
      },
      [Symbol.asyncIterator]: () => source,
    };
    const results = resolvePages(source, resolving().begin);
    void results.next();
    expect(await results.return?.()).toEqual({ done: true, value: undefined });
    expect(hasEnded).toBe(true);
    expect(await results.next()).toEqual({ done: true, value: undefined });
  });
});

describe('results that fail', () => {
  it('end their source', async () => {
    let hasEnded = false;
    async function* source() {
      try {
        for (;;) yield counted(1);
      } finally {
        hasEnded = true;
      }
    }
    const results = resolvePages(source(), () => () => Promise.reject(new Error('broken')));
    await expect(results.next()).rejects.toThrow('broken');
    expect(hasEnded).toBe(true);
    expect(await results.next()).toEqual({ done: true, value: undefined });
  });
});

describe('the context of a page', () => {
  const open = (): object => ({});

  it('is shared with pages that had come when it was opened, and with no later one', () => {
    const contexts = new PageContexts();
    const [first, second] = [contexts.arrive(), contexts.arrive()];
    const shared = contexts.of('scope', first, open);
    expect(contexts.of('scope', second, open)).toBe(shared);
    const later = contexts.of('scope', contexts.arrive(), open);
    expect(later).not.toBe(shared);
    expect(contexts.of('scope', first, open)).toBe(later);
  });

  it('is never shared with another scope', () => {
    const contexts = new PageContexts();
    const cameAt = contexts.arrive();
    expect(contexts.of('one', cameAt, open)).not.toBe(contexts.of('other', cameAt, open));
  });

  it('is opened anew for a reader that takes its time', async () => {
    const contexts = new PageContexts();
    const cameAt = contexts.arrive();
    const shared = contexts.of('scope', cameAt, open);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(contexts.of('scope', cameAt, open)).not.toBe(shared);
  });
});
