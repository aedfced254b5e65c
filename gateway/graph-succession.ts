import type { Logger } from 'pino';
import { warmUp } from './operation/documents/warm-up.ts';
import { planAhead } from './plan-ahead.ts';
import { openGraph, type GraphSettings, type GraphSource, type ServedGraph } from './served-graph.ts';

/** The graph that is served, and earlier graphs that are still in use. */
export class GraphSuccession {
  readonly #settings: GraphSettings;
  readonly #logger: Logger;
  readonly #open = new Set<ServedGraph>();
  #current: ServedGraph;
  #isClosed = false;

  private constructor(first: ServedGraph, settings: GraphSettings, logger: Logger) {
    this.#settings = settings;
    this.#logger = logger;
    this.#current = first;
    this.#open.add(first);
  }

  /** Rejects as `openGraph` does. */
  static async start(source: GraphSource, settings: GraphSettings, logger: Logger): Promise<GraphSuccession> {
    const first = await openGraph(source, settings);
    await warmUp(first.forClients.schema);
    return new GraphSuccession(first, settings, logger);
  }

  get current(): ServedGraph {
    return this.#current;
  }

  /**
   * Replaces the current graph. Before that, the operations that the current graph executed last are planned for the
   * new one. Rejects as `openGraph` does, and changes nothing then.
   */
  async replace(source: GraphSource, drainMs: number): Promise<void> {
    const next = await openGraph(source, this.#settings);
    const plannedAhead = await planAhead(this.#current, next, () => !this.#isClosed);
    if (this.#isClosed) return await next.close();
    const former = this.#current;
    this.#open.add(next);
    this.#current = next;
    this.#logger.info({ plannedAhead }, 'another graph is now served');
    former.retire({ drainMs, onUnused: () => void this.#closeFormer(former) });
  }

  /** Closes every graph that is still open. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#open].map((graph) => graph.close()));
  }

  async #closeFormer(graph: ServedGraph): Promise<void> {
    this.#open.delete(graph);
    try {
      await graph.close();
      this.#logger.info('the replaced graph was closed');
    } catch (error) {
      this.#logger.error({ err: error }, 'closing the replaced graph failed');
    }
  }
}
