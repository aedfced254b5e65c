import { randomBytes } from 'node:crypto';
import { jetstream, jetstreamManager, type JetStreamManager, type StoredMsg } from '@nats-io/jetstream';
import { connect, type MsgHdrs, type NatsConnection } from '@nats-io/transport-node';
import { describe } from 'vitest';

/** What a stranger can do who can connect to the NATS server of a platform. */
export interface OnNats {
  /** The prefix of the streams and subjects of this test. */
  readonly prefix: string;
  readonly connection: NatsConnection;
  readonly manager: JetStreamManager;
  /** Puts a message on the bus unchanged. */
  put(subject: string, payload: string | Uint8Array, headers?: MsgHdrs): Promise<void>;
  /** The last message of a subject, unchanged. */
  last(subject: string): Promise<StoredMsg>;
}

/**
 * Declares tests on the NATS server at `TEST_NATS_URL`.
 * Without that address one skipped test reports that they are not tried.
 */
export function describeOnNats(title: string, facts: (url: string) => void): void {
  const url = process.env['TEST_NATS_URL'] ?? '';
  describe(title, (it) => (url === '' ? it.skip('is not tried: TEST_NATS_URL is not set') : facts(url)));
}

/** Connects to the server with a unique prefix. Disposing of the result removes the streams with that prefix. */
export async function reachNats(url: string): Promise<OnNats & AsyncDisposable> {
  const prefix = `test-${randomBytes(6).toString('hex')}-`;
  const connection = await connect({ servers: url });
  const manager = await jetstreamManager(connection);
  const stream = jetstream(connection);
  return {
    prefix,
    connection,
    manager,
    async put(subject, payload, headers) {
      await stream.publish(`${prefix}${subject}`, payload, headers === undefined ? {} : { headers });
    },
    async last(subject) {
      const name = `${prefix}${subject.split('.')[0]}`;
      const found = await manager.streams.getMessage(name, { last_by_subj: `${prefix}${subject}` });
      if (found === null) throw new Error(`${subject} has no message`);
      return found;
    },
    async [Symbol.asyncDispose]() {
      for await (const { config } of manager.streams.list()) {
        if (config.name.startsWith(prefix)) await manager.streams.delete(config.name);
      }
      await connection.close();
    },
  };
}
