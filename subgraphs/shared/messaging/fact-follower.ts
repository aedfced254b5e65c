import {
  AckPolicy,
  type ConsumerInfo,
  type ConsumerMessages,
  type JetStreamClient,
  type JetStreamManager,
} from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { DELIVERY, type FactConsumer } from './fact-consumer.ts';
import { isMissing, type FactStreams } from './fact-streams.ts';

interface FollowerParts {
  readonly manager: JetStreamManager;
  readonly stream: JetStreamClient;
  readonly streams: FactStreams;
  readonly subject: string;
  /** What the broker calls the stream, the consumer that it remembers, and the subject. */
  readonly names: { readonly stream: string; readonly durable: string; readonly filter: string };
  readonly consumer: FactConsumer;
}

interface Following {
  readonly messages: ConsumerMessages;
  /** When the broker made its consumer. Another moment means another consumer, which has delivered nothing yet. */
  readonly created: string;
}

/** Follows one subject for as long as the process lives, whatever the broker forgets in the meantime. */
export class FactFollower {
  readonly #parts: FollowerParts;
  #following: Following | undefined;
  #isCut = false;

  constructor(parts: FollowerParts) {
    this.#parts = parts;
  }

  /** Takes messages from the broker's consumer, which is made, like its stream, when it is not there. */
  async follow(): Promise<void> {
    const { stream, names, consumer } = this.#parts;
    const { created } = await this.#make();
    const messages = await (
      await stream.consumers.get(names.stream, names.durable)
    ).consume({
      max_messages: DELIVERY.ahead,
      expires: DELIVERY.requestMs,
    });
    this.#following?.messages.stop();
    this.#following = { messages, created };
    this.#isCut = false;
    // It fails when the connection ends beneath it: the next look follows anew.
    takeEach(messages, consumer).catch(() => this.cut());
  }

  /** Takes no more messages. */
  stop(): void {
    this.#following?.messages.stop();
  }

  /** The connection was lost meanwhile: what was asked of the broker before may never be answered. */
  cut(): void {
    this.#isCut = true;
  }

  /**
   * Follows anew when the broker's consumer is gone or another one, or when the connection was lost meanwhile. Answers
   * whether the broker had lost what it knew of this consumer, and so perhaps facts.
   */
  async mend(): Promise<boolean> {
    const known = this.#following?.created;
    const found = await this.#find();
    if (found?.created === known && !this.#isCut) return false;
    await this.follow();
    return this.#following?.created !== known;
  }

  #make(): Promise<ConsumerInfo> {
    const { manager, streams, subject, names } = this.#parts;
    return streams.with(subject, () =>
      manager.consumers.add(names.stream, {
        durable_name: names.durable,
        filter_subject: names.filter,
        ack_policy: AckPolicy.Explicit,
        ack_wait: nanos(DELIVERY.answerMs),
      }),
    );
  }

  async #find(): Promise<ConsumerInfo | undefined> {
    const { manager, names } = this.#parts;
    return manager.consumers.info(names.stream, names.durable).catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
  }
}

async function takeEach(messages: ConsumerMessages, consumer: FactConsumer): Promise<void> {
  for await (const message of messages) await consumer.take(message);
}
