import { expect, it } from 'vitest';
import {
  ActivatedDocument,
  ActivateResellerAloneDocument,
  PrepareActivationAloneDocument,
  type ActivateResellerInput,
} from '../../../operations/generated/graphql.ts';
import { PartAway } from '../../../../subgraphs/shared/database/outage.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { useDemoAccounts } from '../demo-hierarchy.ts';

const FACTS = ['accounts.activation-requested', 'accounts.activation-ended'];
const INPUT: ActivateResellerInput = {
  name: 'Newleaf Partners LLC',
  address: { line1: '8 Orchard Lane', city: 'Portland', region: 'OR', postalCode: '97201', country: 'US' },
  contact: { firstName: 'Nia', lastName: 'Moreau', email: 'nia@newleaf.example' },
  securityQuestion: { question: 'What was the name of your first pet?', answer: 'Rex' },
  acceptTerms: true,
  termsVersion: '2026-11',
};

describeOnBothDatabases('an activation while orders is away', (kind) => {
  const accounts = useDemoAccounts(kind, { facts: FACTS, askGraph: () => Promise.reject(new PartAway('away')) });
  const as = () => accounts().administrator('Newleaf Partners');
  const told = (subject: string) =>
    accounts()
      .facts.filter((fact) => fact.subject === subject)
      .map(({ data }) => data as { readonly activationId: string });
  const tell = async (data: object) => {
    await accounts().bus.publish({ id: crypto.randomUUID(), subject: 'orders.activation-ordered', data });
  };
  const newleaf = async () =>
    (await accounts().ask(ActivatedDocument, { id: accounts().account('Newleaf Partners').id }, as())).data.account;

  it('is kept and told to orders, and takes effect once, however often orders says that it is ordered', async () => {
    const { data } = await accounts().ask(ActivateResellerAloneDocument, { input: INPUT }, as());
    expect(data.activateReseller).toMatchObject({
      reseller: { name: 'Newleaf Partners', status: 'PENDING' },
      activationOrder: null,
      userErrors: [],
    });
    const account = accounts().account('Newleaf Partners');
    const [wanted] = await eventually(() => {
      expect(told('accounts.activation-requested')).toHaveLength(1);
      return told('accounts.activation-requested');
    });
    expect(wanted).toMatchObject({
      accountId: account.id,
      path: account.path,
      currency: 'USD',
      userId: account.userId,
    });
    const ordered = { activationId: wanted?.activationId, accountId: account.id };
    await tell(ordered);
    await eventually(async () => expect(await newleaf()).toMatchObject({ status: 'ACTIVE', name: INPUT.name }));
    await tell(ordered);
    // An order that did not hear the answer gets it again.
    await eventually(() =>
      expect(told('accounts.activation-ended')).toEqual([
        { activationId: wanted?.activationId, isActive: true },
        { activationId: wanted?.activationId, isActive: true },
      ]),
    );
    const [row] = await accounts().database.sql<{ version: number }>(
      'select version from accounts.account where id = $1',
      [account.id],
    );
    expect(row?.version).toBe(2);
  });

  it('that an order has prepared has no effect without that order', async () => {
    const { database } = accounts();
    await database.sql(`update accounts.account set status = 'PENDING' where name = $1`, [INPUT.name]);
    const before = await newleaf();
    const { data } = await accounts().ask(PrepareActivationAloneDocument, { input: { ...INPUT, name: 'Other' } }, as());
    expect(data.prepareActivation).toMatchObject({ userErrors: [] });
    expect(data.prepareActivation.activationId).not.toBeNull();
    expect(await newleaf()).toEqual(before);
    expect(told('accounts.activation-requested')).toHaveLength(1);
  });

  it('of an account that was cancelled meanwhile does not happen, and orders is told so', async () => {
    const { database } = accounts();
    const { data } = await accounts().ask(PrepareActivationAloneDocument, { input: INPUT }, as());
    const { activationId } = data.prepareActivation;
    await database.sql(`update accounts.account set status = 'CANCELLED' where name = $1`, [INPUT.name]);
    await tell({ activationId, accountId: accounts().account('Newleaf Partners').id });
    await eventually(() => expect(told('accounts.activation-ended').at(-1)).toEqual({ activationId, isActive: false }));
    expect(await newleaf()).toMatchObject({ status: 'CANCELLED' });
  });

  it('keeps the answer to the security question as a hash only', async () => {
    const rows = await accounts().database.sql<{ row: string }>(
      `select row_to_json(activation)::text as row from accounts.activation
       union all select row_to_json(kept)::text from accounts.security_question as kept`,
    );
    expect(rows.length).toBeGreaterThan(2);
    for (const { row } of rows) expect(row.toLowerCase()).not.toContain('"rex"');
  });
});
