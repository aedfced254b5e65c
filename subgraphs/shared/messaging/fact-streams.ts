import { JetStreamApiCodes, JetStreamApiError, RetentionPolicy, type JetStreamManager } from '@nats-io/jetstream';
import { RequestError } from '@nats-io/transport-node';
import type { ParkedFacts } from './parked-facts.ts';

const MAX_AGE_NANOS = 7 * 24 * 3_600 * 1e9;
const DUPLICATES_NANOS = 120 * 1e9;

/** The streams of a platform's facts. */
export interface FactStreams {
  /** Makes the streams that are not there. Throws when one is there with another configuration. */
  make(): Promise<void>;
  /** Does something with a subject; once more after the streams were made, when it fails because one is missing. */
  with<Result>(subject: string, work: () => Promise<Result>): Promise<Result>;
  /** The name of the stream that a subject is in. */
  nameOf(subject: string): string;
}

interface StreamParts {
  readonly manager: JetStreamManager;
  readonly prefix: string;
  /** The subgraphs' names; each has a stream for the subjects that begin with its name, as have others that are used. */
  readonly owners: readonly string[];
  readonly parked: ParkedFacts;
}

/** Knows how the streams are made, at the start and whenever the broker turns out to have lost them. */
export function createFactStreams({ manager, prefix, owners, parked }: StreamParts): FactStreams {
  const known = new Set(owners);
  const make = async (): Promise<void> => {
    await parked.open();
    for (const owner of known) {
      await manager.streams.add({
        name: `${prefix}${owner}`,
        subjects: [`${prefix}${owner}.>`],
        retention: RetentionPolicy.Limits,
        max_age: MAX_AGE_NANOS,
        duplicate_window: DUPLICATES_NANOS,
      });
    }
  };
  return {
    make,
    nameOf: (subject) => `${prefix}${ownerOf(subject)}`,
    async with(subject, work) {
      known.add(ownerOf(subject));
      try {
        return await work();
      } catch (error) {
        if (!isMissing(error)) throw error;
        await make();
        return await work();
      }
    },
  };
}

/** The subgraph that tells facts of a subject: the part before the dot. */
function ownerOf(subject: string): string {
  return subject.replace(/\..*$/s, '');
}

/** Whether the broker says that there is no such stream or consumer. Nobody answers to a message for a missing stream. */
export function isMissing(error: unknown): boolean {
  if (error instanceof JetStreamApiError) {
    return error.code === JetStreamApiCodes.StreamNotFound || error.code === JetStreamApiCodes.ConsumerNotFound;
  }
  return error instanceof Error && error.cause instanceof RequestError && error.cause.isNoResponders();
}
