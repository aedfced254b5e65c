import { DiscardPolicy, RetentionPolicy, type JetStreamClient, type JetStreamManager } from '@nats-io/jetstream';
import { headers, type MsgHdrs } from '@nats-io/transport-node';
import type { FactSigner } from './fact-signature.ts';
import { isMissing } from './fact-streams.ts';
import { reasonOf } from './failed-fact.ts';

/** Headers of a message on the bus. */
export const SIGNATURE_HEADER = 'Tiergraph-Signature';
const CONSUMER_HEADER = 'Tiergraph-Consumer';
const REASON_HEADER = 'Tiergraph-Reason';

const DAY_MS = 24 * 3_600_000;
const PARKED_FOR_MS = 30 * DAY_MS;
const NANOS_PER_MS = 1e6;

/** A fact that a consumer could not handle, out of its way and kept for somebody to look at. */
export interface ParkedFact {
  /** Its place in the stream. */
  readonly position: number;
  readonly subject: string;
  readonly consumer: string;
  readonly reason: string;
  readonly parkedAt: Date;
}

/** What is parked: the message as it came, for which consumer, and why. */
export interface Unhandled {
  readonly consumer: string;
  /** With the platform's prefix. */
  readonly subject: string;
  readonly payload: Uint8Array;
  readonly signature: string;
  readonly error: unknown;
}

/** The parked facts of a platform, in the stream `<prefix>parked`. */
export interface ParkedFacts {
  readonly stream: string;
  /** Makes the stream, which keeps what is in it for thirty days. */
  open(): Promise<void>;
  /** Answers the position once the copy is safe. */
  park(fact: Unhandled): Promise<number>;
  list(): Promise<readonly ParkedFact[]>;
  /**
   * Tells a parked fact anew, to all consumers of its subject, and removes it here. Throws when there is none at the
   * position, or when it was not signed by this platform.
   */
  redeliver(position: number): Promise<ParkedFact>;
}

interface ParkedParts {
  readonly prefix: string;
  readonly stream: JetStreamClient;
  readonly manager: JetStreamManager;
  readonly signer: FactSigner;
}

/** Opens the parked facts of the platform that a prefix stands for. */
export function createParkedFacts({ prefix, stream, manager, signer }: ParkedParts): ParkedFacts {
  const name = `${prefix}parked`;

  const find = async (position: number) => {
    const found = await manager.streams.getMessage(name, { seq: position }).catch(() => null);
    if (found === null) throw new Error(`There is no parked fact at ${position}.`);
    const parked: ParkedFact = {
      position,
      subject: found.subject.slice(name.length + 1),
      consumer: found.header.get(CONSUMER_HEADER),
      reason: found.header.get(REASON_HEADER),
      parkedAt: found.time,
    };
    return { parked, payload: found.data, signature: found.header.get(SIGNATURE_HEADER) };
  };

  const open = async (): Promise<void> => {
    await manager.streams.add({
      name,
      subjects: [`${name}.>`],
      retention: RetentionPolicy.Limits,
      discard: DiscardPolicy.Old,
      max_age: PARKED_FOR_MS * NANOS_PER_MS,
    });
  };

  return {
    stream: name,
    open,
    async park({ consumer, subject, payload, signature, error }) {
      const marked: MsgHdrs = headers();
      marked.set(SIGNATURE_HEADER, signature);
      marked.set(CONSUMER_HEADER, consumer);
      marked.set(REASON_HEADER, reasonOf(error));
      const put = () => stream.publish(`${name}.${subject}`, payload, { headers: marked });
      const { seq } = await put().catch(async (failure: unknown) => {
        if (!isMissing(failure)) throw failure;
        await open();
        return await put();
      });
      return seq;
    },
    async list() {
      const { state } = await manager.streams.info(name);
      const parked: ParkedFact[] = [];
      for (let position = state.first_seq; position <= state.last_seq; position += 1) {
        const found = await find(position).catch(() => undefined);
        if (found !== undefined) parked.push(found.parked);
      }
      return parked;
    },
    async redeliver(position) {
      const { parked, payload, signature } = await find(position);
      const { subject } = parked;
      const nowMs = Date.now();
      const fault = signer.check(signature, { subject, payload, nowMs, maxAgeMs: PARKED_FOR_MS + 8 * DAY_MS });
      if (fault !== undefined) throw new Error(`The parked fact at ${position} is not told again: ${fault}.`);
      const marked = headers();
      marked.set(SIGNATURE_HEADER, signer.sign(subject, payload, nowMs));
      await stream.publish(subject, payload, { headers: marked });
      await manager.streams.deleteMessage(name, position);
      return parked;
    },
  };
}
