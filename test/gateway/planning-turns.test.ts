import { describe, expect, test } from 'vitest';
import { codesOf, post } from './support/ask.ts';
import { startGateway } from './support/start-gateway.ts';

/** A document that nobody has asked yet and that takes several turns to plan. */
function unknown(name: string): string {
  const fields = Array.from({ length: 45 }, (_, index) => `a${index}: viewer { id name }`);
  return `query ${name} { ${fields.join(' ')} orders { id owner { id } } }`;
}

const from = (address: string) => ({ 'x-forwarded-for': address });

describe('new documents', () => {
  test('of one account do not delay the first one of another account', async () => {
    const { gateway, issuer } = await startGateway();
    const tokens = { flood: await issuer.issue({ acc: 'acc_flood' }), other: await issuer.issue({ acc: 'acc_other' }) };
    const order: string[] = [];
    const ask = async (name: string, account: keyof typeof tokens): Promise<void> => {
      const query = unknown(name);
      const { errors } = await gateway.request({ query, authorization: `Bearer ${tokens[account]}` });
      expect(errors).toBeUndefined();
      order.push(name);
    };
    // Who they are is known already, so that all of the documents come at the same moment.
    await ask('Flood', 'flood');
    await ask('Known', 'other');
    const flood = Array.from({ length: 50 }, (_, index) => ask(`Flood${index}`, 'flood'));
    await Promise.all([...flood, ask('Other', 'other')]);
    expect(order.slice(2).indexOf('Other')).toBeLessThan(10);
  });

  test('are refused with RATE_LIMITED when more than a hundred of one address wait, but not those of another', async () => {
    const { url } = await startGateway({ config: { trustedProxies: 1 } });
    const ask = async (name: string, address: string) => await post(url, { query: unknown(name) }, from(address));
    const flood = Array.from({ length: 250 }, async (_, index) => await ask(`Flood${index}`, '10.0.0.1'));
    const other = await ask('Other', '10.0.0.2');
    const answers = await Promise.all(flood);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.map(({ body }) => codesOf(body))).toEqual(refused.map(() => ['RATE_LIMITED']));
    expect(refused[0]?.body.errors?.[0]?.message).toBe(
      'More than 100 of your new operations are waiting; send fewer at a time.',
    );
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(100);
    expect(other.status).toBe(200);
  });

  test('wait as one when they are equal', async () => {
    const { url } = await startGateway();
    const query = unknown('Equal');
    const answers = await Promise.all(Array.from({ length: 250 }, async () => await post(url, { query })));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  });
});
