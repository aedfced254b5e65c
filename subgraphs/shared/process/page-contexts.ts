/** After this time a context is opened anew, so that the rows that it has read are not kept for a reader that is slow. */
const LIFETIME_MS = 1_000;

interface Opened<Context> {
  readonly context: Context;
  readonly moment: number;
}

/**
 * The contexts in which pages of events are resolved: one for all pages of a scope that were there when it was opened.
 * What a context reads is read after it was opened, so no event is answered with rows from before it.
 */
export class PageContexts<Context> {
  /** Counts what happens, so that two moments are never the same as they could be on a clock. */
  #moment = 0;
  readonly #newest = new Map<string, Opened<Context>>();

  /** The moment at which a page has come. */
  arrive(): number {
    this.#moment += 1;
    return this.#moment;
  }

  /**
   * The context for a page.
   *
   * @param scope equal for those who may share what was read
   * @param cameAt the moment at which the page has come
   */
  of(scope: string, cameAt: number, open: () => Context): Context {
    const newest = this.#newest.get(scope);
    if (newest !== undefined && newest.moment > cameAt) return newest.context;
    const opened = { moment: this.arrive(), context: open() };
    if (this.#newest.size === 0) setTimeout(() => this.#newest.clear(), LIFETIME_MS).unref();
    this.#newest.set(scope, opened);
    return opened.context;
  }
}
