/** What happened, for other subgraphs: delivered at least once, in order per subject as far as the carrier can. */
export interface BusMessage {
  /** Unique per fact; a repeated delivery carries the same id. */
  readonly id: string;
  /** Dotted, the owner first: `accounts.account-changed`. */
  readonly subject: string;
  readonly data: unknown;
}

export type BusHandler = (message: BusMessage) => Promise<void>;

/** Carries facts and nudges between subgraphs; the databases hold the truth. */
export interface Bus {
  /** Resolves when the fact is safe with the carrier. */
  publish(message: BusMessage): Promise<void>;
  /** Handles every fact of a subject, each at least once for each consumer name, across restarts. */
  consume(consumer: string, subject: string, handler: BusHandler): Promise<void>;
  /** Tells every process that there is something new to read; may be lost or doubled. */
  nudge(topic: string): void;
  /** Calls back at every nudge until the returned function is called. */
  onNudge(topic: string, listener: () => void): () => void;
  close(): Promise<void>;
}

/** The bus of a single process: `publish` resolves when every consumer has handled the fact, and rejects when one failed. */
export function createInProcessBus(): Bus {
  const handlers = new Map<string, BusHandler[]>();
  const listeners = new Map<string, Set<() => void>>();
  return {
    async publish(message) {
      for (const handler of handlers.get(message.subject) ?? []) await handler(message);
    },
    consume(_consumer, subject, handler) {
      handlers.set(subject, [...(handlers.get(subject) ?? []), handler]);
      return Promise.resolve();
    },
    nudge(topic) {
      for (const listener of listeners.get(topic) ?? []) listener();
    },
    onNudge(topic, listener) {
      const known = listeners.get(topic) ?? new Set();
      listeners.set(topic, known.add(listener));
      return () => known.delete(listener);
    },
    close() {
      handlers.clear();
      listeners.clear();
      return Promise.resolve();
    },
  };
}
