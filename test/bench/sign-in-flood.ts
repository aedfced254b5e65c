/**
 * What others feel of a flood of wrong sign-ins: `node test/bench/sign-in-flood.ts [seconds]`, on the embedded graph;
 * `BENCH_DIST` names another build. Every try comes from an address and for a login of its own, so that no lock ends it.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DIST } from './from-dist.ts';
import { launch } from './processes.ts';

const CONNECTIONS = 150;
/** A connection tries no more often, so that builds that refuse quickly are not tried more. */
const TRY_EVERY_MS = 1_000;
const OTHERS = 4;
const SIGN_IN = `mutation ($login: String!, $password: String!) {
  signIn(input: { login: $login, password: $password }) { session { accessToken } userErrors { code } }
}`;

/** Somebody who is signed in while others try to. */
export interface FloodedGraph {
  readonly url: string;
  readonly login: string;
  readonly password: string;
}

/** How long the questions of those took who are signed in. */
export interface Felt {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly questions: number;
  readonly failed: number;
}

/** What was felt without the flood and in it, and how its sign-ins were answered. */
export interface FloodFelt {
  readonly alone: Felt;
  readonly flooded: Felt;
  readonly codes: ReadonlyMap<string, number>;
}

interface SignedIn {
  readonly data?: {
    readonly signIn?: {
      readonly session?: { readonly accessToken: string } | null;
      readonly userErrors: readonly { readonly code: string }[];
    };
  };
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

async function ask<Answer>(url: string, body: object, headers: Readonly<Record<string, string>>): Promise<Answer> {
  const response = await fetch(new URL('/graphql', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Answer;
}

let tries = 0;

async function flood(url: string, untilMs: number, codes: Map<string, number>): Promise<void> {
  while (performance.now() < untilMs) {
    const nextTry = sleep(TRY_EVERY_MS);
    tries += 1;
    const headers = { 'x-forwarded-for': `10.${tries >> 16}.${(tries >> 8) & 255}.${tries & 255}` };
    const variables = { login: `flood-${tries}.admin`, password: 'wrong' };
    const { data, errors } = await ask<SignedIn>(url, { query: SIGN_IN, variables }, headers);
    const code = data?.signIn?.userErrors[0]?.code ?? errors?.[0]?.extensions?.code ?? 'none';
    codes.set(code, (codes.get(code) ?? 0) + 1);
    await nextTry;
  }
}

/** Asks as somebody who is signed in, one question after the other, and gives how long each took; a failure is one. */
async function askOn(url: string, authorization: string, untilMs: number): Promise<readonly number[]> {
  const times: number[] = [];
  while (performance.now() < untilMs) {
    const startedAtMs = performance.now();
    const { errors } = await ask<SignedIn>(url, { query: '{ viewer { account { id name } } }' }, { authorization });
    times.push(errors === undefined ? performance.now() - startedAtMs : Infinity);
    await sleep(20);
  }
  return times;
}

function summed(times: readonly number[]): Felt {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  const failed = times.filter((time) => time === Infinity).length;
  return { p50Ms: at(0.5), p99Ms: at(0.99), questions: times.length, failed };
}

/** Measures what those who are signed in feel for so many seconds, first without the flood and then in it. */
export async function measureFlood({ url, login, password }: FloodedGraph, seconds: number): Promise<FloodFelt> {
  const { data } = await ask<SignedIn>(
    url,
    { query: SIGN_IN, variables: { login, password } },
    { 'x-forwarded-for': '192.0.2.1' },
  );
  const authorization = `Bearer ${data?.signIn?.session?.accessToken}`;
  const others = async (): Promise<Felt> => {
    const untilMs = performance.now() + seconds * 1_000;
    const asked = await Promise.all(Array.from({ length: OTHERS }, () => askOn(url, authorization, untilMs)));
    return summed(asked.flat());
  };
  const alone = await others();
  const codes = new Map<string, number>();
  const untilMs = performance.now() + (seconds + 2) * 1_000;
  const flooding = Array.from({ length: CONNECTIONS }, () => flood(url, untilMs, codes));
  await sleep(1_000);
  const flooded = await others();
  await Promise.all(flooding);
  return { alone, flooded, codes };
}

function tell(title: string, { p50Ms, p99Ms, questions, failed }: Felt): void {
  const times = `p50 ${p50Ms.toFixed(0)} ms, p99 ${p99Ms.toFixed(0)} ms`;
  process.stdout.write(`${title}: ${times}, ${questions} questions, ${failed} failed\n`);
}

if (import.meta.main) {
  const folder = await mkdtemp(join(tmpdir(), 'tiergraph-flood-'));
  try {
    await using graph = await launch({
      command: [new URL('gateway/embedded-main.js', DIST).pathname],
      environment: { PORT: '0', DATA_DIR: folder, TRUSTED_PROXIES: '1', LOG_LEVEL: 'silent' },
      says: /^Tiergraph is ready at (\S+)$/m,
    });
    const signedIn = { url: graph.url, login: 'champion.admin', password: 'Tiergraph-demo-1' };
    const { alone, flooded, codes } = await measureFlood(signedIn, Number(process.argv[2] ?? '15'));
    tell('alone', alone);
    tell(`beside ${CONNECTIONS} connections of wrong sign-ins`, flooded);
    process.stdout.write(`the sign-ins: ${[...codes].map(([code, count]) => `${count} ${code}`).join(', ')}\n`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
