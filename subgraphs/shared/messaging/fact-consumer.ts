import type { JsMsg } from '@nats-io/jetstream';
import { errors } from '@nats-io/transport-node';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { BusHandler, BusMessage } from './bus.ts';
import type { FactSigner } from './fact-signature.ts';
import { isOutage } from '../database/outage.ts';
import { pauseAfter, reasonOf, type RetryPolicy } from './failed-fact.ts';
import { SIGNATURE_HEADER, type ParkedFacts } from './parked-facts.ts';

/** At most one line in so long tells of messages that were refused, however many there are. */
const REFUSALS_LOGGED_EVERY_MS = 60_000;
/** Facts whose failures are counted at the same time. */
const MAX_COUNTED = 10_000;

/**
 * How facts are asked for, so that what was sent over a connection that has gone silent, or to a process that died, comes to
 * another within five seconds: a request for facts ends before a fact without an answer is sent again, since the broker would
 * send it to the silent one. Few are sent ahead, because those that wait for their turn have to be answered in time too.
 */
export const DELIVERY = { requestMs: 2_000, answerMs: 3_000, ahead: 20 };

export interface FactConsumerParts {
  readonly consumer: string;
  readonly prefix: string;
  readonly signer: FactSigner;
  readonly parked: ParkedFacts;
  readonly handler: BusHandler;
  readonly refusals: RefusalLog;
  readonly retries: RetryPolicy;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly logger: Logger;
}

/** Tells of refused messages without what is in them, and not more often than somebody can read. */
export class RefusalLog {
  readonly #logger: Logger;
  #quietUntilMs = 0;
  #unlogged = 0;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  add(subject: string, reason: string): void {
    if (performance.now() < this.#quietUntilMs) {
      this.#unlogged += 1;
      return;
    }
    this.#logger.error(
      { subject, reason, others: this.#unlogged },
      'a message on the bus is none of our facts; it was refused',
    );
    this.#quietUntilMs = performance.now() + REFUSALS_LOGGED_EVERY_MS;
    this.#unlogged = 0;
  }
}

/** What one consumer does with the messages of one subject, each of which it settles. */
export class FactConsumer {
  readonly #parts: FactConsumerParts;
  /** Failures of each fact in this process; what fails because its database is away does not count. */
  readonly #failures = new LRUCache<string, number>({ max: MAX_COUNTED });

  constructor(parts: FactConsumerParts) {
    this.#parts = parts;
  }

  /** Handles one message: it is done, tried again after a pause, parked, or refused for good. Never throws. */
  async take(message: JsMsg): Promise<void> {
    const fact = this.#read(message);
    if (typeof fact === 'string') {
      this.#parts.refusals.add(message.subject, fact);
      // Without the reason, which servers before 2.10 take for no answer at all.
      message.term();
      return;
    }
    // The broker waits on as long as somebody is at work.
    const working = setInterval(() => tellAtWork(message), DELIVERY.answerMs / 3);
    try {
      await this.#parts.handler(fact);
      this.#failures.delete(fact.id);
      message.ack();
    } catch (error) {
      await this.#failed(message, fact, error);
    } finally {
      clearInterval(working);
    }
  }

  /** The fact, or why the message is none. */
  #read({ subject, data, headers }: JsMsg): BusMessage | string {
    const { signer, prefix, now } = this.#parts;
    const signature = headers?.get(SIGNATURE_HEADER);
    const fault = signer.check(signature, { subject, payload: data, nowMs: now() });
    if (fault !== undefined) return fault;
    const fact = JSON.parse(Buffer.from(data).toString('utf8')) as BusMessage;
    return `${prefix}${fact.subject}` === subject ? fact : 'it was signed for another subject';
  }

  async #failed(message: JsMsg, fact: BusMessage, error: unknown): Promise<void> {
    const { logger, retries } = this.#parts;
    const { subject, id } = fact;
    const outage = isOutage(error);
    const tries = (this.#failures.get(id) ?? 0) + (outage ? 0 : 1);
    this.#failures.set(id, tries);
    if (!outage && tries >= retries.maxTries) return await this.#park(message, fact, error);
    logger.debug({ err: error, subject, id, tries }, 'fact not handled, it will be delivered again');
    message.nak(pauseAfter(outage ? message.info.deliveryCount : tries, retries));
  }

  async #park(message: JsMsg, { subject, id }: BusMessage, error: unknown): Promise<void> {
    const { parked, consumer, logger, retries } = this.#parts;
    const { data: payload, headers } = message;
    try {
      const signature = headers?.get(SIGNATURE_HEADER) ?? '';
      const position = await parked.park({ consumer, subject: message.subject, payload, signature, error });
      message.ack();
      const reason = reasonOf(error);
      logger.error(
        { subject, id, consumer, reason, position },
        `a fact could not be handled; it is in ${parked.stream}`,
      );
      this.#failures.delete(id);
    } catch (failure) {
      logger.debug({ err: failure, subject, id }, 'fact not parked, it will be delivered again');
      message.nak(retries.longestPauseMs);
    }
  }
}

/** Without a connection there is nobody to tell: the broker delivers the message again. */
function tellAtWork(message: JsMsg): void {
  try {
    message.working();
  } catch (error) {
    if (!(error instanceof errors.ClosedConnectionError || error instanceof errors.DrainingConnectionError))
      throw error;
  }
}
