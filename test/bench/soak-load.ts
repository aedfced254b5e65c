/**
 * The requests of the soak, a process: as many a second as it is told, whatever the answers take. Some are given up
 * before their answer comes.
 */
import { Agent, request as sendRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { HEAVY_QUERY, SMALL_QUERY } from './graph/queries.ts';
import { reportReady } from './processes.ts';
import { answerCalls } from './streams-calls.ts';

export interface SoakQuestion {
  readonly url: string;
  readonly durationMs: number;
  readonly heavyPerSecond: number;
  readonly smallPerSecond: number;
  readonly abortedPerSecond: number;
}

export interface SoakAnswer {
  readonly answered: number;
  readonly aborted: number;
  /** Answers with errors or without the status 200. */
  readonly failed: number;
}

const ABORT_AFTER_MS = 3;
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const tally = { answered: 0, aborted: 0, failed: 0 };

/** @param abortAfterMs the request is given up then, unless it is answered */
function ask(url: string, query: string, abortAfterMs?: number): void {
  const signal = abortAfterMs === undefined ? undefined : AbortSignal.timeout(abortAfterMs);
  const request = sendRequest(url, { method: 'POST', agent, signal, headers: { 'content-type': 'application/json' } });
  request.on('response', (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('error', () => {});
    response.once('end', () => {
      const isWrong = response.statusCode !== 200 || Buffer.concat(chunks).includes('"errors"');
      if (isWrong) tally.failed += 1;
      else tally.answered += 1;
    });
  });
  request.on('error', () => {
    if (signal?.aborted === true) tally.aborted += 1;
    else tally.failed += 1;
  });
  request.end(JSON.stringify({ query }));
}

async function repeat(perSecond: number, endsAtMs: number, work: () => void): Promise<void> {
  while (performance.now() < endsAtMs) {
    work();
    await sleep(1000 / perSecond);
  }
}

answerCalls(async (question: SoakQuestion): Promise<SoakAnswer> => {
  const { url, durationMs, heavyPerSecond, smallPerSecond, abortedPerSecond } = question;
  const endsAtMs = performance.now() + durationMs;
  await Promise.all([
    repeat(heavyPerSecond, endsAtMs, () => ask(url, HEAVY_QUERY)),
    repeat(smallPerSecond, endsAtMs, () => ask(url, SMALL_QUERY)),
    repeat(abortedPerSecond, endsAtMs, () => ask(url, HEAVY_QUERY, ABORT_AFTER_MS)),
  ]);
  await sleep(1_000);
  return tally;
});
reportReady('', () => {});
