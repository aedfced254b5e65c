import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, headers, type NatsConnection } from '@nats-io/transport-node';
import type { Logger } from 'pino';
import { PartAway } from '../database/outage.ts';
import type { Bus, BusHandler } from './bus.ts';
import { FactConsumer, RefusalLog } from './fact-consumer.ts';
import { FactFollower } from './fact-follower.ts';
import { createFactSigner } from './fact-signature.ts';
import { createFactStreams } from './fact-streams.ts';
import { FACT_RETRIES, reasonOf, type RetryPolicy } from './failed-fact.ts';
import { oneAtATime } from '../process/one-at-a-time.ts';
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

/** How often the broker is asked whether it still has what is followed. */
const LOOK_EVERY_MS = 2_000;

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
  streams: streamNames,
  logger,
  retries = FACT_RETRIES,
  now = Date.now,
  ...address
}: NatsBusOptions): Promise<Bus> {
  const { prefix } = address;
  const { connection, manager, stream, signer, parked } = await open(address);
  const streams = createFactStreams({ manager, prefix, owners: streamNames, parked });
  await streams.make();
  const refusals = new RefusalLog(logger);
  const care = careFor(connection, logger);

  const follow = async (consumer: string, subject: string, handler: BusHandler): Promise<void> => {
    const follower = new FactFollower({
      manager,
      stream,
      streams,
      subject,
      names: {
        stream: streams.nameOf(subject),
        durable: `${consumer}-${subject.replaceAll('.', '-')}`,
        filter: `${prefix}${subject}`,
      },
      consumer: new FactConsumer({ consumer, prefix, signer, parked, handler, refusals, retries, now, logger }),
    });
    await follower.follow();
    care.add(follower);
  };

  return {
    async publish(message) {
      // A request to a server that is away would be waited for, and hold up what is told after its return.
      if (care.isAway()) throw new PartAway('NATS is away');
      const subject = `${prefix}${message.subject}`;
      const payload = Buffer.from(JSON.stringify(message));
      const signed = headers();
      signed.set(SIGNATURE_HEADER, signer.sign(subject, payload, now()));
      await streams.with(message.subject, () =>
        stream.publish(subject, payload, { msgID: message.id, headers: signed }),
      );
    },
    consume: follow,
    nudge: (topic) => connection.publish(`${prefix}nudge.${topic}`),
    onNudge(topic, listener) {
      const subscription = connection.subscribe(`${prefix}nudge.${topic}`, { callback: listener });
      return () => subscription.unsubscribe();
    },
    check: () => connection.flush(),
    onLoss: care.onLoss,
    async close() {
      care.stop();
      await connection.drain();
    },
  };
}

/** Sees to it that every follower follows: soon after the connection was lost, and every now and then. */
function careFor(connection: NatsConnection, logger: Logger) {
  const followers: FactFollower[] = [];
  const listeners = new Set<() => void>();
  let isAway = false;

  const mend = oneAtATime(async () => {
    let isLost = false;
    for (const follower of followers) {
      try {
        isLost = (await follower.mend()) || isLost;
      } catch (error) {
        logger.debug({ reason: reasonOf(error) }, 'a consumer of facts was not looked after, it will be tried again');
      }
    }
    if (!isLost) return;
    logger.warn('the bus has lost what it kept; its streams are there again, and copies are compared');
    for (const listener of listeners) listener();
  });

  const watch = async (): Promise<void> => {
    for await (const { type } of connection.status()) {
      if (type === 'disconnect') isAway = true;
      if (type !== 'reconnect') continue;
      isAway = false;
      for (const follower of followers) follower.cut();
      void mend.run();
    }
  };

  void watch();
  const timer = setInterval(() => {
    if (!isAway) void mend.run();
  }, LOOK_EVERY_MS).unref();
  return {
    isAway: () => isAway,
    add: (follower: FactFollower) => void followers.push(follower),
    onLoss: (listener: () => void) => void listeners.add(listener),
    stop() {
      clearInterval(timer);
      for (const follower of followers) follower.stop();
    },
  };
}
