/**
 * The subscribers of the streams benchmark, one process: `ISSUER_KEY=… node test/bench/streams-clients.ts`. Each has a
 * WebSocket, a principal and an access token of its own, and checks that no event is missing or comes twice.
 */
import { createPrivateKey, sign, type KeyObject } from 'node:crypto';
import { reportReady } from './processes.ts';
import { answerCalls } from './streams-calls.ts';
import { PROGRESS_QUERY } from './streams-events.ts';
import { BareSocket } from './streams-socket.ts';

export type ClientsQuestion =
  /** Opens further subscribers; answered when each has its first event. */
  | { readonly open: number; readonly atOnce: number; readonly port: number }
  /** All leave without a word and come back at once, each from its last event. Answered when each is up to `until`. */
  | { readonly reconnect: true; readonly port: number; readonly until: number }
  /** So many a second leave and come back from their last event. */
  | { readonly churn: number; readonly durationMs: number; readonly port: number }
  /** Answered when all together have got so many events more, with the time each took. */
  | { readonly receive: number }
  | { readonly leave: true };

export interface ClientsAnswer {
  readonly tookMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Events that were missing or came twice. */
  readonly wrong: number;
  /** Sockets that were closed or refused by the other side. */
  readonly ended: number;
  readonly whyEnded: string | undefined;
}

const KEY: KeyObject = createPrivateKey({ key: JSON.parse(process.env['ISSUER_KEY'] ?? '{}') as never, format: 'jwk' });
const PATIENCE_MS = 60_000;
const N_FIELD = Buffer.from('"n":');
const SENT_FIELD = Buffer.from('"sentAtMs":');

const now = (): number => performance.timeOrigin + performance.now();
const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function accessToken(index: number): string {
  const seconds = Math.floor(Date.now() / 1000);
  const principal = { kind: 'user', sub: `usr_${index}`, acc: `acc_${index}`, sid: `ses_${index}` };
  const scope = { atype: 'RESELLER', path: `root.acc_${index}`, perms: ['PLACE_ORDERS', 'READ_ORDERS', 'READ_PRICES'] };
  const validity = { iss: 'tiergraph', aud: 'tiergraph', iat: seconds, exp: seconds + 3_600 };
  const claims = { ...principal, ...scope, ...validity };
  const text = `${encode({ alg: 'EdDSA', kid: 'bench' })}.${encode(claims)}`;
  return `${text}.${sign(undefined, Buffer.from(text), KEY).toString('base64url')}`;
}

/** What is counted since the last question. */
class Tally {
  latenciesMs: number[] = [];
  wrong = 0;
  ended = 0;
  whyEnded: string | undefined;
  /** How many subscribers have got the event of the number that is waited for. */
  arrived = 0;
  readonly awaited: number | undefined;

  constructor(awaited?: number) {
    this.awaited = awaited;
  }

  /** Called after each event and each end. */
  changed: () => void = () => {};
}

let tally = new Tally();

class Subscriber {
  readonly #topic: string;
  readonly #authorization: string;
  #socket: BareSocket | undefined;
  /** The number of the last event. */
  last = 0;
  #isFirst = true;

  constructor(index: number) {
    this.#topic = `t${index}`;
    this.#authorization = `Bearer ${accessToken(index)}`;
  }

  connect(port: number): void {
    this.#isFirst = true;
    this.#socket = new BareSocket({
      port,
      onOpen: () => this.#socket?.send({ type: 'connection_init', payload: { authorization: this.#authorization } }),
      onMessage: (text) => this.#read(text),
      onEnd: (why) => {
        tally.ended += 1;
        tally.whyEnded ??= why;
        tally.changed();
      },
    });
  }

  leave(): void {
    this.#socket?.destroy();
  }

  #read(text: Buffer): void {
    const at = text.indexOf(N_FIELD);
    if (at === -1) return this.#readOther(text.toString());
    const n = readNumber(text, at + N_FIELD.length);
    if (n !== this.last + 1) tally.wrong += 1;
    this.last = n;
    if (n === tally.awaited) tally.arrived += 1;
    // The first of a connection may be a repeat of what was sent long ago.
    if (!this.#isFirst) tally.latenciesMs.push(now() - readNumber(text, text.indexOf(SENT_FIELD) + SENT_FIELD.length));
    this.#isFirst = false;
    tally.changed();
  }

  #readOther(text: string): void {
    if (text.includes('connection_ack')) {
      const variables = { topic: this.#topic, after: this.last };
      this.#socket?.send({ type: 'subscribe', id: '1', payload: { query: PROGRESS_QUERY, variables } });
      return;
    }
    tally.wrong += 1;
    tally.whyEnded ??= text;
    tally.changed();
  }
}

function readNumber(text: Buffer, start: number): number {
  let end = start;
  for (let byte = text[end]; byte !== 0x2c && byte !== 0x7d; byte = text[end]) end += 1;
  return Number(text.toString('latin1', start, end));
}

let subscribers: Subscriber[] = [];
/** Those that left keep their topics, so that others begin with their first event. */
let created = 0;

/** Waits until the condition holds; it is looked at whenever something was received or ended. */
async function until(isReached: () => boolean): Promise<void> {
  const own = tally;
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => {
      const { ended, wrong, whyEnded, latenciesMs } = own;
      reject(new Error(`Not reached: ${latenciesMs.length} events, ${ended} ended, ${wrong} wrong, ${whyEnded}`));
    }, PATIENCE_MS);
    own.changed = () => {
      if (!isReached()) return;
      clearTimeout(late);
      own.changed = () => {};
      resolve();
    };
    own.changed();
  });
}

async function open(count: number, atOnce: number, port: number): Promise<void> {
  const added = Array.from({ length: count }, () => new Subscriber((created += 1)));
  subscribers.push(...added);
  for (let start = 0; start < count; start += atOnce) {
    const some = added.slice(start, start + atOnce);
    for (const subscriber of some) subscriber.connect(port);
    await until(() => tally.ended > 0 || tally.arrived >= start + some.length);
  }
}

async function reconnect(port: number): Promise<void> {
  for (const subscriber of subscribers) subscriber.leave();
  for (const subscriber of subscribers) subscriber.connect(port);
  await until(() => tally.ended > 0 || tally.arrived >= subscribers.length);
}

async function churn(perSecond: number, durationMs: number, port: number): Promise<void> {
  const endsAtMs = performance.now() + durationMs;
  for (let count = 0; performance.now() < endsAtMs; count += 1) {
    const subscriber = subscribers[count % subscribers.length];
    subscriber?.leave();
    subscriber?.connect(port);
    // Nobody asks how late events are, and what is kept for that would grow.
    tally.latenciesMs = [];
    await new Promise((resolve) => setTimeout(resolve, 1_000 / perSecond));
  }
}

async function run(question: ClientsQuestion): Promise<void> {
  if ('open' in question) return await open(question.open, question.atOnce, question.port);
  if ('reconnect' in question) return await reconnect(question.port);
  if ('churn' in question) return await churn(question.churn, question.durationMs, question.port);
  if ('receive' in question) return await until(() => tally.latenciesMs.length >= question.receive);
  for (const subscriber of subscribers) subscriber.leave();
  subscribers = [];
}

answerCalls(async (question: ClientsQuestion): Promise<ClientsAnswer> => {
  tally = new Tally('open' in question ? 1 : 'until' in question ? question.until : undefined);
  const startedAtMs = performance.now();
  await run(question);
  const { latenciesMs, wrong, ended, whyEnded } = tally;
  const sorted = Float64Array.from(latenciesMs).sort();
  const quantile = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return {
    tookMs: performance.now() - startedAtMs,
    p50Ms: quantile(0.5),
    p99Ms: quantile(0.99),
    maxMs: sorted.at(-1) ?? Number.NaN,
    wrong,
    ended,
    whyEnded,
  };
});
reportReady('', () => {});
