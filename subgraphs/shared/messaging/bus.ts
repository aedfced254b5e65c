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
  /** Resolves when the carrier answers; rejects, or never settles, while it is away. */
  check(): Promise<void>;
  /** Calls back when the carrier may have lost facts that it had taken. */
  onLoss(listener: () => void): void;
  close(): Promise<void>;
}

/** Some consumers could not handle a fact; the others have. */
export class FactNotHandled extends Error {
  override readonly name = 'FactNotHandled';
  readonly failures: readonly HandlingFailure[];

  constructor(failures: readonly HandlingFailure[]) {
    super(`not handled by ${failures.map(({ consumer }) => consumer).join(', ')}`, { cause: failures[0]?.error });
    this.failures = failures;
  }
}

export interface HandlingFailure {
  readonly consumer: string;
  readonly error: unknown;
}

/** The bus of a single process. */
export interface InProcessBus extends Bus {
  /** Lets facts wait until the returned function is called: until everybody who consumes them has begun to. */
  hold(): () => void;
}

interface Consumer {
  readonly name: string;
  readonly handler: BusHandler;
}

async function handleEach(consumers: readonly Consumer[], message: BusMessage): Promise<void> {
  const failures: HandlingFailure[] = [];
  for (const { name, handler } of consumers) {
    await handler(message).catch((error: unknown) => failures.push({ consumer: name, error }));
  }
  if (failures.length > 0) throw new FactNotHandled(failures);
}

/**
 * The bus of a single process: `publish` resolves when every consumer has handled the fact. When some of them failed it
 * rejects with FactNotHandled, after all of them were tried.
 */
export function createInProcessBus(): InProcessBus {
  const consumers = new Map<string, readonly Consumer[]>();
  const listeners = new Map<string, Set<() => void>>();
  let released: Promise<void> = Promise.resolve();
  return {
    async publish(message) {
      await released;
      await handleEach(consumers.get(message.subject) ?? [], message);
    },
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      released = promise;
      return resolve;
    },
    consume(name, subject, handler) {
      consumers.set(subject, [...(consumers.get(subject) ?? []), { name, handler }]);
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
    check: () => Promise.resolve(),
    onLoss() {
      // Facts stay in the outbox until they are handled.
    },
    close() {
      consumers.clear();
      listeners.clear();
      return Promise.resolve();
    },
  };
}
