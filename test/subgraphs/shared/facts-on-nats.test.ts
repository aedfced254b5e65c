import { randomBytes, randomUUID } from 'node:crypto';
import { headers } from '@nats-io/transport-node';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import type { BusMessage } from '../../../subgraphs/shared/messaging/bus.ts';
import { createFactSigner } from '../../../subgraphs/shared/messaging/fact-signature.ts';
import { createNatsBus, openParkedFacts } from '../../../subgraphs/shared/messaging/nats-bus.ts';
import { eventually } from '../../support/eventually.ts';
import { describeOnNats, reachNats } from '../../support/nats.ts';

const SIGNATURE = 'Tiergraph-Signature';
const SUBJECT = 'accounts.terms-approved';
const FAST = { maxTries: 4, firstPauseMs: 10, longestPauseMs: 50 };
const HOUR_MS = 3_600_000;

const newKeys = (): string => `test:${randomBytes(32).toString('base64')}`;
const factWith = (data: object, subject = SUBJECT): BusMessage => ({ id: randomUUID(), subject, data });

async function startBus(url: string) {
  const nats = await reachNats(url);
  const sealingKeys = newKeys();
  const lines: Record<string, unknown>[] = [];
  const write = (line: string): void => void lines.push(JSON.parse(line) as Record<string, unknown>);
  const address = { url, prefix: nats.prefix, sealingKeys };
  const bus = await createNatsBus({
    ...address,
    streams: ['accounts'],
    logger: pino({ level: 'info' }, { write }),
    retries: FAST,
  });
  const parked = await openParkedFacts(address);
  onTestFinished(async () => {
    await bus.close();
    await parked.connection.drain();
    await nats[Symbol.asyncDispose]();
  });
  return { nats, bus, sealingKeys, lines, parked: parked.parked };
}

const signedBy = (keys: string, subject: string, payload: string, nowMs = Date.now()) => {
  const signed = headers();
  signed.set(SIGNATURE, createFactSigner(keys).sign(subject, Buffer.from(payload), nowMs));
  return signed;
};

describeOnNats('facts on NATS', (url) => {
  it('are handled only when this platform signed them recently for their subject', async () => {
    const { nats, bus, sealingKeys, lines } = await startBus(url);
    const handled: unknown[] = [];
    await bus.consume('test', SUBJECT, ({ data }) => Promise.resolve(void handled.push(data)));
    const text = JSON.stringify(factWith({ secret: 'forged-canary' }));
    const full = `${nats.prefix}${SUBJECT}`;
    const days = (count: number): number => Date.now() + count * 24 * HOUR_MS;
    await nats.put(SUBJECT, text);
    await nats.put(SUBJECT, 'no JSON at all');
    await nats.put(SUBJECT, text, signedBy(newKeys(), full, text));
    await nats.put(SUBJECT, text, signedBy(`other:${randomBytes(32).toString('base64')}`, full, text));
    await nats.put(SUBJECT, text, signedBy(sealingKeys, SUBJECT, text));
    await nats.put(SUBJECT, text, signedBy(sealingKeys, full, `${text} `));
    await nats.put(SUBJECT, text, signedBy(sealingKeys, full, text, days(-9)));
    await nats.put(SUBJECT, text, signedBy(sealingKeys, full, text, days(1)));
    const misplaced = JSON.stringify(factWith({ secret: 'forged-canary' }, 'accounts.account-changed'));
    await nats.put(SUBJECT, misplaced, signedBy(sealingKeys, full, misplaced));
    await bus.publish(factWith({ true: 1 }));
    await eventually(() => expect(handled).toEqual([{ true: 1 }]));
    await eventually(async () => {
      const consumer = await nats.manager.consumers.info(`${nats.prefix}accounts`, 'test-accounts-terms-approved');
      expect(consumer).toMatchObject({ num_ack_pending: 0, num_pending: 0 });
    });
    expect(lines).toMatchObject([{ level: 50, subject: full, reason: 'it is not signed', others: 0 }]);
    expect(JSON.stringify(lines)).not.toContain('canary');
  });

  it('stay valid after a new key begins to sign, and become invalid when their own key is removed', async () => {
    const [old, fresh] = [newKeys(), `fresh:${randomBytes(32).toString('base64')}`];
    const payload = Buffer.from('{}');
    const signature = createFactSigner(old).sign('a', payload, 1_000);
    const fact = { subject: 'a', payload, nowMs: 2_000 };
    expect(createFactSigner(`${fresh},${old}`).check(signature, fact)).toBeUndefined();
    expect(createFactSigner(fresh).check(signature, fact)).toBe('its key is not known');
  });

  it('are parked after several failed tries, do not hold up later ones, and can be published again', async () => {
    const { bus, lines, parked } = await startBus(url);
    const tried: unknown[] = [];
    let isMended = false;
    await bus.consume('test', SUBJECT, ({ data }) => {
      tried.push((data as { readonly name: string }).name);
      if ((data as { readonly name: string }).name !== 'poison' || isMended) return Promise.resolve();
      return Promise.reject(new Error('the limit\nis not a number'));
    });
    const poison = factWith({ name: 'poison' });
    await bus.publish(poison);
    await bus.publish(factWith({ name: 'later' }));
    const [found] = await eventually(async () => {
      const list = await parked.list();
      expect(list).toHaveLength(1);
      return list;
    });
    expect(found).toMatchObject({ consumer: 'test', reason: 'Error: the limit is not a number' });
    expect(tried.filter((name) => name === 'poison')).toHaveLength(FAST.maxTries);
    expect(tried.indexOf('later')).toBeLessThan(tried.lastIndexOf('poison'));
    expect(lines).toMatchObject([{ level: 50, id: poison.id, consumer: 'test', position: found?.position }]);

    isMended = true;
    await parked.redeliver(found?.position ?? 0);
    await eventually(() => expect(tried.filter((name) => name === 'poison')).toHaveLength(FAST.maxTries + 1));
    expect(await parked.list()).toEqual([]);
  });

  it('wait while the database of their consumer is unavailable', async () => {
    const { bus, lines, parked } = await startBus(url);
    let tries = 0;
    await bus.consume('test', SUBJECT, () => {
      tries += 1;
      if (tries > FAST.maxTries * 2) return Promise.resolve();
      const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
      return Promise.reject(new Error('the query failed', { cause }));
    });
    await bus.publish(factWith({}));
    await eventually(() => expect(tries).toBe(FAST.maxTries * 2 + 1));
    expect(await parked.list()).toEqual([]);
    expect(lines).toEqual([]);
  });

  it('are not published again when a stranger put them among the parked ones', async () => {
    const { nats, parked } = await startBus(url);
    await nats.put(`parked.${nats.prefix}${SUBJECT}`, JSON.stringify(factWith({})));
    await expect(parked.redeliver(1)).rejects.toThrow('it is not signed');
    await expect(parked.redeliver(2)).rejects.toThrow('There is no parked fact at 2.');
  });
});
