/**
 * Clients that come whether or not others were answered, a process of its own: takes jobs as messages and answers each
 * with what its clients met with.
 */
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface OpenLoadJob {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The bodies of queries, asked in turn. */
  readonly queries: readonly string[];
  /** The body of a mutation, which every twentieth client sends. */
  readonly mutation: string;
  readonly durationMs: number;
  /** Clients that come in a second; or those that ask one thing after the other, as many as there are. */
  readonly clients: { readonly perSecond: number } | { readonly inTurn: number };
  /** A client that was not answered comes back until it is. */
  readonly comesBack: boolean;
}

type Kind = 'query' | 'mutation';

/** One request: when it was sent, how long it took, and what came of it. Good is an answer with data, within a second. */
export interface Sent {
  readonly kind: Kind;
  readonly atMs: number;
  readonly tookMs: number;
  readonly outcome: 'good' | 'late' | 'refused' | 'failed';
}

const GOOD_WITHIN_MS = 1_000;
const GIVES_UP_AFTER_MS = 5_000;
const MUTATION_EVERY = 20;
const ADDRESSES = 1_000;
const RETRY_MS = 1_000;
const TICK_MS = 5;

interface Answer {
  readonly status: number;
  readonly isWhole: boolean;
  readonly retryAfterMs: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: Infinity, maxFreeSockets: 2_000 });
let count = 0;

function ask({ url, headers }: OpenLoadJob, body: string): Promise<Answer> {
  const address = (count += 1) % ADDRESSES;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        agent,
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'x-forwarded-for': `10.0.${address >> 8}.${address & 255}`,
        },
        signal: AbortSignal.timeout(GIVES_UP_AFTER_MS),
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => void chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const { statusCode = 0, headers: answered } = response;
          const isWhole = statusCode === 200 && !Buffer.concat(chunks).includes('"errors":');
          const seconds = Number(answered['retry-after'] ?? Number.NaN);
          resolve({ status: statusCode, isWhole, retryAfterMs: Number.isNaN(seconds) ? RETRY_MS : seconds * 1_000 });
        });
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}

async function run(job: OpenLoadJob): Promise<readonly Sent[]> {
  const log: Sent[] = [];
  const startedAtMs = performance.now();
  const endsAtMs = startedAtMs + job.durationMs;
  let number = 0;

  const attempt = async (kind: Kind, body: string): Promise<number | undefined> => {
    const sentAtMs = performance.now();
    const answer = await ask(job, body).catch(() => undefined);
    const tookMs = performance.now() - sentAtMs;
    const note = (outcome: Sent['outcome']): void =>
      void log.push({ kind, atMs: sentAtMs - startedAtMs, tookMs, outcome });
    if (answer?.isWhole === true) {
      note(tookMs <= GOOD_WITHIN_MS ? 'good' : 'late');
      return undefined;
    }
    note(answer?.status === 503 || answer?.status === 429 ? 'refused' : 'failed');
    return answer?.retryAfterMs ?? RETRY_MS;
  };
  const come = async (): Promise<void> => {
    number += 1;
    const kind = number % MUTATION_EVERY === 0 ? 'mutation' : 'query';
    const body = kind === 'mutation' ? job.mutation : (job.queries[number % job.queries.length] ?? '');
    for (;;) {
      const pauseMs = await attempt(kind, body);
      if (pauseMs === undefined || !job.comesBack) return;
      await sleep(pauseMs * (0.5 + Math.random()));
    }
  };
  const comeInTurn = async (): Promise<void> => {
    while (performance.now() < endsAtMs) await come();
  };
  if ('inTurn' in job.clients) {
    await Promise.all(Array.from({ length: job.clients.inTurn }, comeInTurn));
    return log;
  }
  const { perSecond } = job.clients;
  const under: Promise<void>[] = [];
  for (let nowMs = startedAtMs; nowMs < endsAtMs; nowMs = performance.now()) {
    while (under.length < ((nowMs - startedAtMs) * perSecond) / 1_000) under.push(come());
    await sleep(TICK_MS);
  }
  await Promise.all(under);
  return log;
}

process.on('message', (job: OpenLoadJob) => {
  void run(job).then((log) => process.send?.(log));
});
process.once('disconnect', () => process.exit(0));
process.once('SIGTERM', () => process.exit(0));
process.send?.({ url: '' });
