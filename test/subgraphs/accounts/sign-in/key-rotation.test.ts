import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomBytes } from 'node:crypto';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from 'jose';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { createRemoteAccessTokenKeys } from '../../../../gateway/security/access-token-keys.ts';
import { createSubgraph, openAccountsDatabase } from '../../../../subgraphs/accounts/main.ts';
import { rotateTokenKey } from '../../../../subgraphs/accounts/services/sign-in/token-keys.ts';
import { Clock } from '../../../../subgraphs/shared/database/clock.ts';
import { createSealer } from '../../../../subgraphs/shared/database/sealing.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { readContextFor } from '../../../support/principals.ts';
import { askOf } from '../../../support/subgraph-under-test.ts';
import { useDemoAccounts, type DemoAccounts } from '../demo-hierarchy.ts';
import { publishedBy, signIn } from './session-tokens.ts';

const SEALING_KEYS = `test:${randomBytes(32).toString('base64')}`;
const PUBLISHED_BEFORE_MS = 600_000;
const KEYS = '/.well-known/jwks.json';

describeOnBothDatabases('the key of access tokens, with two processes of accounts', (kind) => {
  const first = useDemoAccounts(kind, { environment: { SEALING_KEYS } });

  /** A second process of accounts on the database of the first. */
  async function startSecond(): Promise<DemoAccounts> {
    const one = first();
    const subgraph = await createSubgraph({
      database: one.database.address,
      jobs: one.jobs,
      bus: one.bus,
      logger: pino({ level: 'silent' }),
      environment: { SEALING_KEYS, TIERGRAPH_DEMO: '1' },
      clock: new Clock(),
      readContext: readContextFor('accounts'),
      askGraph: () => Promise.reject(new Error('No graph answers in this test')),
    });
    onTestFinished(() => subgraph.close());
    return { ...one, subgraph, ask: askOf('accounts', subgraph) };
  }

  /** A gateway that reaches the processes in turn, as through a balancer. Its clock can be put forward. */
  async function startGateway(processes: readonly DemoAccounts[]) {
    let asked = 0;
    const server = createServer((_request, response) => {
      const accounts = processes[asked % processes.length];
      asked += 1;
      if (accounts === undefined) throw new Error('There is a process');
      void publishedBy(accounts, KEYS)?.then((keys) =>
        response.setHeader('content-type', 'application/json').end(JSON.stringify(keys)),
      );
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    let nowMs = Date.now();
    const { port } = server.address() as AddressInfo;
    const keys = createRemoteAccessTokenKeys([`http://127.0.0.1:${port}`], () => nowMs);
    return {
      believes: async (token: string) => (await keys.getKey(decodeProtectedHeader(token).kid ?? '')) !== undefined,
      pass: (ms: number) => (nowMs += ms),
      asked: () => asked,
    };
  }

  async function rotate(isStolen: boolean): Promise<Date> {
    const { address } = first().database;
    const database = await openAccountsDatabase(address);
    try {
      return await rotateTokenKey(database.fresh, createSealer(SEALING_KEYS), isStolen);
    } finally {
      await database.close();
    }
  }

  const published = async (accounts: DemoAccounts) => (await publishedBy(accounts, KEYS)) as JSONWebKeySet;
  const kidOf = async (accounts: DemoAccounts) =>
    decodeProtectedHeader((await signIn(accounts, 'champion.admin')).accessToken).kid;
  /** Lets time pass for the keys of the database. */
  const putForward = (ms: number) =>
    first().database.sql(
      `update accounts.signing_key set active_from = active_from - $1 * interval '1 millisecond',
         expires_at = expires_at - $1 * interval '1 millisecond'`,
      [ms],
    );

  it('is replaced without a restart: both publish the new one at once, and sign with it ten minutes later', async () => {
    const processes = [first(), await startSecond()];
    const gateway = await startGateway(processes);
    const before = await signIn(first(), 'champion.admin');
    expect(await gateway.believes(before.accessToken)).toBe(true);
    const activeFrom = await rotate(false);
    expect(activeFrom.getTime() - Date.now()).toBeGreaterThan(PUBLISHED_BEFORE_MS - 60_000);
    const [one, other] = await Promise.all(processes.map(published));
    expect(other).toEqual(one);
    const newKid = one?.keys[0]?.kid;
    for (const accounts of processes) expect(await kidOf(accounts)).not.toBe(newKid);

    // A gateway asks again within these ten minutes.
    gateway.pass(PUBLISHED_BEFORE_MS - 1_000);
    await gateway.believes(before.accessToken);
    const asked = gateway.asked();
    await putForward(PUBLISHED_BEFORE_MS);
    for (const accounts of processes) {
      const { accessToken } = await signIn(accounts, 'champion.admin');
      expect(decodeProtectedHeader(accessToken).kid).toBe(newKid);
      expect(await gateway.believes(accessToken)).toBe(true);
    }
    expect(await gateway.believes(before.accessToken)).toBe(true);
    expect(gateway.asked()).toBe(asked);

    // The last token of the old key has expired.
    await putForward(3_700_000);
    for (const accounts of processes) expect((await published(accounts)).keys.map(({ kid }) => kid)).toEqual([newKid]);
  });

  it('is replaced at once when it was stolen: both sign with the new one, which gateways ask for', async () => {
    const processes = [first(), await startSecond()];
    const gateway = await startGateway(processes);
    const before = await signIn(first(), 'champion.admin');
    expect(await gateway.believes(before.accessToken)).toBe(true);
    await rotate(true);
    // Unknown keys are asked for at most every ten seconds.
    gateway.pass(10_000);
    for (const accounts of processes) {
      const { accessToken } = await signIn(accounts, 'champion.admin');
      expect(await gateway.believes(accessToken)).toBe(true);
      await jwtVerify(accessToken, createLocalJWKSet(await published(accounts)), { algorithms: ['EdDSA'] });
    }
    expect(await gateway.believes(before.accessToken)).toBe(false);
  });
});
