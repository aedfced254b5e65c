import { AckPolicy, jetstream, jetstreamManager, RetentionPolicy, type ConsumerMessages } from '@nats-io/jetstream';
import { connect, headers, nanos, type NatsConnection } from '@nats-io/transport-node';
import type { Logger } from 'pino';
import type { Bus, BusHandler } from './bus.ts';
import { DELIVERY, FactConsumer, RefusalLog } from './fact-consumer.ts';
import { createFactSigner } from './fact-signature.ts';
import { FACT_RETRIES, type RetryPolicy } from './failed-fact.ts';
import { createParkedFacts, SIGNATURE_HEADER, type ParkedFacts } from './parked-facts.ts';

/**
 * A server that is silent for three seconds is given up, and looked for again four times a second. Everything that is asked of
 * it has its answer, or its failure, in the time that it takes to find it again.
 */
const CONNECTION = {
  maxReconnectAttempts: -1,
  pingInterval: 1_000,
  maxPingOut: 2,
  reconnectTimeWait: 250,
  reconnectJitter: 100,
  timeout: 2_000,
};
const REQUEST_MS = 3_000;

const MAX_AGE_NANOS = 7 * 24 * 3_600 * 1e9;

/** Which NATS server carries what. */
export interface NatsAddress {
  readonly url: string;
  /** Begins every stream and subject, so that several platforms can share a server; may be empty. */
  readonly prefix: string;
  /** The platform's SEALING_KEYS: facts are signed with keys that are derived from them. */
  readonly sealingKeys: string;
}

export interface NatsBusOptions extends NatsAddress {
  /** The subgraphs' names; each owns the subjects that begin with its name. */
  readonly streams: readonly string[];
  readonly logger: Logger;
  readonly retries?: RetryPolicy;
  /** Milliseconds since 1970, for signing and checking facts; the clock of the process unless given. */
  readonly now?: () => number;
}

/** A connection to a platform's facts. */
export interface NatsParts {
  readonly connection: NatsConnection;
  readonly parked: ParkedFacts;
}

async function open({ url, prefix, sealingKeys }: NatsAddress) {
  const signer = createFactSigner(sealingKeys);
  const connection = await connect({ servers: url, ...CONNECTION }).catch((error: unknown) => {
    throw new Error(`NATS_URL: no NATS server answers at ${url}. Start one with JetStream, or correct the address.`, {
      cause: error,
    });
  });
  const manager = await jetstreamManager(connection, { timeout: REQUEST_MS });
  const stream = jetstream(connection, { timeout: REQUEST_MS });
  const parked = createParkedFacts({ prefix, stream, manager, signer });
  await parked.open();
  return { connection, manager, stream, signer, parked };
}

/**
 * Opens what is parked of a platform's facts, for the one who looks after it. Throws one clear error when the server
 * can't be reached.
 */
export async function openParkedFacts(address: NatsAddress): Promise<NatsParts> {
  return await open(address);
}

/**
 * The bus between processes: facts in one JetStream stream per subgraph, signed, and nudges over plain NATS.
 * Throws one clear error when the server can't be reached.
 */
export async function createNatsBus({
  streams,
  logger,
  retries = FACT_RETRIES,
  now = Date.now,
  ...address
}: NatsBusOptions): Promise<Bus> {
  const { prefix } = address;
  const { connection, manager, stream, signer, parked } = await open(address);
  for (const name of streams) {
    await manager.streams.add({
      name: `${prefix}${name}`,
      subjects: [`${prefix}${name}.>`],
      retention: RetentionPolicy.Limits,
      max_age: MAX_AGE_NANOS,
      duplicate_window: 120 * 1e9,
    });
  }
  const refusals = new RefusalLog(logger);

  const follow = async (consumer: string, subject: string, handler: BusHandler): Promise<void> => {
    const streamName = `${prefix}${subject.split('.')[0]}`;
    const durable = `${consumer}-${subject.replaceAll('.', '-')}`;
    await manager.consumers.add(streamName, {
      durable_name: durable,
      filter_subject: `${prefix}${subject}`,
      ack_policy: AckPolicy.Explicit,
      ack_wait: nanos(DELIVERY.answerMs),
    });
    const messages = await (
      await stream.consumers.get(streamName, durable)
    ).consume({
      max_messages: DELIVERY.ahead,
      expires: DELIVERY.requestMs,
    });
    void takeEach(
      messages,
      new FactConsumer({ consumer, prefix, signer, parked, handler, refusals, retries, now, logger }),
    );
  };

  return {
    async publish(message) {
      const subject = `${prefix}${message.subject}`;
      const payload = Buffer.from(JSON.stringify(message));
      const signed = headers();
      signed.set(SIGNATURE_HEADER, signer.sign(subject, payload, now()));
      await stream.publish(subject, payload, { msgID: message.id, headers: signed });
    },
    consume: follow,
    nudge: (topic) => connection.publish(`${prefix}nudge.${topic}`),
    onNudge(topic, listener) {
      const subscription = connection.subscribe(`${prefix}nudge.${topic}`, { callback: listener });
      return () => subscription.unsubscribe();
    },
    check: () => connection.flush(),
    close: () => connection.drain(),
  };
}

async function takeEach(messages: ConsumerMessages, consumer: FactConsumer): Promise<void> {
  for await (const message of messages) await consumer.take(message);
}
