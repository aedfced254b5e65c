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
const SECONDS = Number(process.argv[2] ?? '15');
const SIGN_IN = `mutation ($login: String!, $password: String!) {
  signIn(input: { login: $login, password: $password }) { session { accessToken } userErrors { code } }
}`;

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

function report(title: string, times: readonly number[]): void {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(0);
  const failed = times.filter((time) => time === Infinity).length;
  process.stdout.write(
    `${title}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, ${times.length} questions, ${failed} failed\n`,
  );
}

const folder = await mkdtemp(join(tmpdir(), 'tiergraph-flood-'));
try {
  await using graph = await launch({
    command: [new URL('gateway/embedded-main.js', DIST).pathname],
    environment: { PORT: '0', DATA_DIR: folder, TRUSTED_PROXIES: '1', LOG_LEVEL: 'silent' },
    says: /^Tiergraph is ready at (\S+)$/m,
  });
  const { url } = graph;
  const variables = { login: 'champion.admin', password: 'Tiergraph-demo-1' };
  const { data } = await ask<SignedIn>(url, { query: SIGN_IN, variables }, { 'x-forwarded-for': '192.0.2.1' });
  const authorization = `Bearer ${data?.signIn?.session?.accessToken}`;
  const others = async (): Promise<readonly number[]> => {
    const untilMs = performance.now() + SECONDS * 1_000;
    return (await Promise.all(Array.from({ length: OTHERS }, () => askOn(url, authorization, untilMs)))).flat();
  };
  report('alone', await others());
  const codes = new Map<string, number>();
  const untilMs = performance.now() + (SECONDS + 2) * 1_000;
  const flooding = Array.from({ length: CONNECTIONS }, () => flood(url, untilMs, codes));
  await sleep(1_000);
  report(`beside ${CONNECTIONS} connections of wrong sign-ins`, await others());
  await Promise.all(flooding);
  process.stdout.write(`the sign-ins: ${[...codes].map(([code, count]) => `${count} ${code}`).join(', ')}\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
