import { invariant } from '../domain/invariant.ts';

/**
 * How many events of a page are resolved at once. They are one turn, which others wait for, and their results wait in
 * memory until the reader takes them.
 */
const AT_ONCE = 50;

/**
 * The results of the events that a source gives in pages, one by one. A page is taken when the reader has had the results
 * of the page before. Ending the results ends the source at once, even while it waits; so does a failure.
 *
 * @param source gives pages, which are arrays of events
 * @param begin is called when a page has come, and gives what resolves its events
 */
export function resolvePages<Result>(
  source: AsyncIterable<unknown>,
  begin: () => (events: readonly unknown[]) => Promise<readonly Result[]>,
): AsyncIterableIterator<Result> {
  const pages = source[Symbol.asyncIterator]();
  let isOver = false;

  async function* resolve(): AsyncGenerator<Result, void, void> {
    try {
      for (;;) {
        const { done, value: page } = await pages.next();
        if (done === true) return;
        invariant(Array.isArray(page), 'a subscription gives pages of events');
        const resolveEvents = begin();
        for (let from = 0; from < page.length; from += AT_ONCE) {
          yield* await resolveEvents(page.slice(from, from + AT_ONCE));
        }
      }
    } finally {
      await pages.return?.();
    }
  }

  const results = resolve();
  return {
    async next() {
      return isOver ? { done: true, value: undefined } : await results.next();
    },
    async return() {
      isOver = true;
      await pages.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
