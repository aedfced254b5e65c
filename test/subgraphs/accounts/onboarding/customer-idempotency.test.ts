import { expect, it } from 'vitest';
import { UpdateAccountDocument } from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { useDemoAccounts } from '../demo-hierarchy.ts';
import { customerInput, customerObstacles, champion, customer, countAccounts } from './new-account.ts';

describeOnBothDatabases('the idempotency key of createCustomer', (kind) => {
  const accounts = useDemoAccounts(kind);

  it('returns the customer of the first call again, and creates no second one', async () => {
    const input = customerInput('falk.once', { idempotencyKey: 'key-1' });
    const first = await customer(accounts(), input);
    const before = await countAccounts(accounts());
    expect(await customer(accounts(), input)).toEqual(first);
    expect(await countAccounts(accounts())).toBe(before);
  });

  it('returns the same customer to twenty simultaneous calls', async () => {
    const input = customerInput('falk.parallel', { idempotencyKey: 'key-2' });
    const made = await Promise.all(Array.from({ length: 20 }, () => customer(accounts(), input)));
    expect(made.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    expect(new Set(made.map(({ account }) => account?.id)).size).toBe(1);
  });

  it('is refused with another input, also in simultaneous calls, and changes nothing', async () => {
    const first = customerInput('falk.body', { idempotencyKey: 'key-5' });
    const made = await customer(accounts(), first);
    const before = await countAccounts(accounts());
    const others = [
      customerInput('falk.body2', { idempotencyKey: 'key-5' }),
      customerInput('falk.body', { idempotencyKey: 'key-5', name: 'Other Optics' }),
      customerInput('falk.body', { idempotencyKey: 'key-5', currency: 'EUR' }),
      customerInput('x', { idempotencyKey: 'key-5' }),
    ];
    for (const other of others) {
      const refused = { code: 'IDEMPOTENCY_CONFLICT', path: ['idempotencyKey'] };
      expect(await customer(accounts(), other)).toMatchObject({ account: null, userErrors: [refused] });
      expect(await customerObstacles(accounts(), other, champion(accounts()))).toMatchObject([refused]);
    }
    expect(await customerObstacles(accounts(), first, champion(accounts()))).toEqual([]);
    expect(await customer(accounts(), { ...first, externalId: null })).toEqual(made);
    expect(await countAccounts(accounts())).toBe(before);
    const racing = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        customer(accounts(), customerInput(`falk.race${index}`, { idempotencyKey: 'key-6' })),
      ),
    );
    expect(racing.filter(({ account }) => account !== null)).toHaveLength(1);
    expect(racing.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(
      Array<string>(9).fill('IDEMPOTENCY_CONFLICT'),
    );
  });

  it('returns the customer in its current state when it was changed meanwhile', async () => {
    const input = customerInput('falk.renamed', { idempotencyKey: 'key-7' });
    const { account: made } = await customer(accounts(), input);
    await accounts().ask(
      UpdateAccountDocument,
      { input: { accountId: made?.id ?? '', name: 'Falk Renamed' } },
      champion(accounts()),
    );
    expect((await customer(accounts(), input)).account).toMatchObject({ id: made?.id, name: 'Falk Renamed' });
  });

  it('belongs to the account that sent it', async () => {
    const key = { idempotencyKey: 'key-3' };
    const mine = await customer(accounts(), customerInput('falk.mine', key));
    const theirs = await customer(
      accounts(),
      customerInput('falk.theirs', key),
      accounts().administrator('Summit Resale'),
    );
    expect(theirs.userErrors).toEqual([]);
    expect(theirs.account?.id).not.toBe(mine.account?.id);
  });

  it('can be used again after a refusal', async () => {
    const key = { idempotencyKey: 'key-4' };
    expect((await customer(accounts(), customerInput('contoso.admin', key))).account).toBeNull();
    expect((await customer(accounts(), customerInput('falk.again', key))).userErrors).toEqual([]);
  });
});
