import { setTimeout as sleep } from 'node:timers/promises';
import { PartAway } from '../database/outage.ts';
import type { Bus, BusHandler } from './bus.ts';

/** Longer than a fact takes whose handler has to ask the graph. */
const MAX_WAIT_MS = 15_000;

/**
 * The facts that a subgraph is handling. The bus outlives it: when it closes, those in hand are finished before its tables are
 * closed, and the others are left to be delivered again.
 */
export class FactsInHand {
  readonly #inHand = new Set<Promise<void>>();
  #isClosing = false;

  /** The bus for this subgraph: it hands out facts until the subgraph closes. */
  from(bus: Bus): Bus {
    return { ...bus, consume: (consumer, subject, handler) => bus.consume(consumer, subject, this.#handling(handler)) };
  }

  /** Takes no more facts, and resolves when those in hand are handled, or take too long. */
  async close(): Promise<void> {
    this.#isClosing = true;
    await Promise.race([Promise.allSettled(this.#inHand), sleep(MAX_WAIT_MS, undefined, { ref: false })]);
  }

  #handling(handler: BusHandler): BusHandler {
    return async (message) => {
      if (this.#isClosing) throw new PartAway('The subgraph is closing');
      const handled = handler(message);
      this.#inHand.add(handled);
      try {
        await handled;
      } finally {
        this.#inHand.delete(handled);
      }
    };
  }
}
