import { AckPolicy, jetstream, jetstreamManager, RetentionPolicy } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { Logger } from 'pino';
import type { Bus, BusHandler, BusMessage } from './bus.ts';

const MAX_AGE_NANOS = 7 * 24 * 3_600 * 1e9;
const RETRY_MS = 1_000;

/** Which NATS server carries what. */
export interface NatsBusOptions {
  readonly url: string;
  /** Begins every stream and subject, so that several platforms can share a server; may be empty. */
  readonly prefix: string;
  /** The subgraphs' names; each owns the subjects that begin with its name. */
  readonly streams: readonly string[];
  readonly logger: Logger;
}

/**
 * The bus between processes: facts in one JetStream stream per subgraph, nudges over plain NATS.
 * Throws one clear error when the server can't be reached.
 */
export async function createNatsBus({ url, prefix, streams, logger }: NatsBusOptions): Promise<Bus> {
  const connection = await connect({ servers: url, maxReconnectAttempts: -1 }).catch((error: unknown) => {
    throw new Error(`NATS_URL: no NATS server answers at ${url}. Start one with JetStream, or correct the address.`, {
      cause: error,
    });
  });
  const manager = await jetstreamManager(connection);
  for (const name of streams) {
    await manager.streams.add({
      name: `${prefix}${name}`,
      subjects: [`${prefix}${name}.>`],
      retention: RetentionPolicy.Limits,
      max_age: MAX_AGE_NANOS,
      duplicate_window: 120 * 1e9,
    });
  }
  const stream = jetstream(connection);

  const follow = async (consumer: string, subject: string, handler: BusHandler): Promise<void> => {
    const streamName = `${prefix}${subject.split('.')[0]}`;
    const durable = `${consumer}-${subject.replaceAll('.', '-')}`;
    await manager.consumers.add(streamName, {
      durable_name: durable,
      filter_subject: `${prefix}${subject}`,
      ack_policy: AckPolicy.Explicit,
    });
    const messages = await (await stream.consumers.get(streamName, durable)).consume({ max_messages: 100 });
    void (async () => {
      for await (const message of messages) {
        try {
          await handler(message.json<BusMessage>());
          message.ack();
        } catch (error) {
          logger.error({ err: error, subject }, 'fact not handled, it will be delivered again');
          message.nak(RETRY_MS);
        }
      }
    })();
  };

  return {
    async publish(message) {
      await stream.publish(`${prefix}${message.subject}`, JSON.stringify(message), { msgID: message.id });
    },
    consume: follow,
    nudge: (topic) => connection.publish(`${prefix}nudge.${topic}`),
    onNudge(topic, listener) {
      const subscription = connection.subscribe(`${prefix}nudge.${topic}`, { callback: listener });
      return () => subscription.unsubscribe();
    },
    close: () => connection.drain(),
  };
}
