/**
 * The load, a process of its own: takes jobs as messages and answers each with what it measured.
 *
 * It writes prepared bytes to plain sockets and only counts what comes back, because a whole HTTP client would take
 * more of the machine than a fast gateway does.
 */
import { createConnection, type Socket } from 'node:net';

export interface LoadJob {
  readonly url: string;
  readonly query: string;
  readonly connections: number;
  readonly durationMs: number;
  /** Every connection names a client address of its own. */
  readonly ownAddresses?: boolean;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface LoadResult {
  readonly requests: number;
  readonly failures: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

const CHUNKED_END = Buffer.from('0\r\n\r\n');

/** Counts the bytes of one response after another. */
class ResponseCounter {
  #head: Buffer = Buffer.alloc(0);
  #rest = -1;
  #chunked = false;
  #tail: Buffer = Buffer.alloc(0);
  failed = false;

  /** @returns whether a response ended with this chunk */
  feed(chunk: Buffer): boolean {
    if (this.#rest >= 0 || this.#chunked) return this.#body(chunk);
    this.#head = this.#head.length === 0 ? chunk : Buffer.concat([this.#head, chunk]);
    const end = this.#head.indexOf('\r\n\r\n');
    if (end === -1) return false;
    const text = this.#head.toString('latin1', 0, end);
    const body = this.#head.subarray(end + 4);
    this.#head = Buffer.alloc(0);
    if (!text.startsWith('HTTP/1.1 200')) this.failed = true;
    const length = /\r\ncontent-length: *(\d+)/i.exec(text);
    if (length === null) this.#chunked = true;
    else this.#rest = Number(length[1]);
    return this.#body(body);
  }

  #body(chunk: Buffer): boolean {
    if (this.#chunked) {
      this.#tail = chunk.length >= 5 ? chunk.subarray(-5) : Buffer.concat([this.#tail, chunk]).subarray(-5);
      if (!this.#tail.equals(CHUNKED_END)) return false;
      this.#chunked = false;
      this.#tail = Buffer.alloc(0);
      return true;
    }
    this.#rest -= chunk.length;
    if (this.#rest > 0) return false;
    this.#rest = -1;
    return true;
  }
}

interface Tally {
  readonly latenciesMs: number[];
  failures: number;
}

function requestBytes({ url, query, variables, headers = {}, ownAddresses }: LoadJob, index: number): Buffer {
  const { host, pathname } = new URL(url);
  const body = JSON.stringify({ query, variables });
  const lines = [
    `POST ${pathname} HTTP/1.1`,
    `host: ${host}`,
    'content-type: application/json',
    'accept: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(ownAddresses === true ? [`x-forwarded-for: 10.0.0.${index + 1}`] : []),
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

/** Keeps one request under way on one connection until the time is up. */
function drive(job: LoadJob, index: number, tally: Tally, endsAtMs: number): Promise<void> {
  const bytes = requestBytes(job, index);
  const { hostname, port } = new URL(job.url);
  const counter = new ResponseCounter();
  return new Promise((resolve) => {
    const socket: Socket = createConnection({ host: hostname, port: Number(port), noDelay: true });
    let sentAtMs = 0;
    let ended = false;
    const send = (): void => {
      sentAtMs = performance.now();
      socket.write(bytes);
    };
    const end = (): void => {
      ended = true;
      socket.destroy();
      resolve();
    };
    socket.once('connect', send);
    socket.on('data', (chunk: Buffer) => {
      if (!counter.feed(chunk)) return;
      const nowMs = performance.now();
      tally.latenciesMs.push(nowMs - sentAtMs);
      if (nowMs < endsAtMs) send();
      else end();
    });
    socket.on('error', () => void (tally.failures += 1));
    socket.on('close', () => {
      if (counter.failed || !ended) tally.failures += 1;
      resolve();
    });
  });
}

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

async function run(job: LoadJob): Promise<LoadResult> {
  const tally: Tally = { latenciesMs: [], failures: 0 };
  const startedAtMs = performance.now();
  const connections = Array.from({ length: job.connections }, (_, index) => index);
  await Promise.all(connections.map((index) => drive(job, index, tally, startedAtMs + job.durationMs)));
  const tookMs = performance.now() - startedAtMs;
  const sorted = Float64Array.from(tally.latenciesMs).sort();
  return {
    requests: sorted.length,
    failures: tally.failures,
    perSecond: (sorted.length * 1000) / tookMs,
    p50Ms: quantile(sorted, 0.5),
    p99Ms: quantile(sorted, 0.99),
    maxMs: sorted.at(-1) ?? Number.NaN,
  };
}

process.on('message', (job: LoadJob) => {
  void run(job).then((result) => process.send?.(result));
});
process.once('disconnect', () => process.exit(0));
process.once('SIGTERM', () => process.exit(0));
process.send?.({ url: '' });
