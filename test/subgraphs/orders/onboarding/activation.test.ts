import { expect, it } from 'vitest';
import {
  ActivatedDocument,
  ActivateResellerDocument,
  ActivationOrdersDocument,
  CreatePendingResellerDocument,
  type ActivateResellerInput,
} from '../../../operations/generated/graphql.ts';
import { PERMISSIONS } from '../../../../subgraphs/shared/domain/permission.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { useGraph } from '../../../support/graph-under-test.ts';
import { mailsIn } from '../../../support/mail.ts';
import { userOf, type ContextClaims, type PrincipalAccount } from '../../../support/principals.ts';
import {
  ended,
  estimated,
  failures,
  MPN,
  newCustomer,
  newCustomerOrder,
  placed,
  planId,
  refusals,
  tableCounts,
  leftBehind,
} from '../ordering.ts';

const QUESTION = 'What was the name of your first pet?';

describeOnBothDatabases('the activation of a reseller', (kind) => {
  const graph = useGraph(kind);

  const activation = (replaced: Partial<ActivateResellerInput> = {}): ActivateResellerInput => ({
    name: 'Falk Resale GmbH',
    address: { line1: '1 Lens Street', city: 'Denver', region: 'Colorado', postalCode: '80202', country: 'US' },
    contact: { firstName: 'Rosa', lastName: 'Falk', email: 'rosa@falk.example', phone: '(303) 555-0100' },
    securityQuestion: { question: QUESTION, answer: 'Rex' },
    acceptTerms: true,
    ...replaced,
  });

  /** Creates a reseller that is PENDING; answers its administrator. */
  const pending = async (login: string): Promise<ContextClaims & { readonly acc: string }> => {
    const input = {
      parentId: graph().account('Champion Cloud').id,
      name: `Pending ${login}`,
      address: activation().address,
      contact: { firstName: 'Rosa', lastName: 'Falk', email: `${login}@falk.example` },
      login,
      pending: true,
    };
    const { data } = await graph().ask(
      CreatePendingResellerDocument,
      { input },
      graph().administrator('Champion Cloud'),
    );
    expect(data.createReseller).toMatchObject({ userErrors: [], reseller: { status: 'PENDING' } });
    const [row] = await graph().database.sql<PrincipalAccount & { readonly user: string }>(
      `select account.id, type, path::text as path, member.id as "user"
       from accounts.account join accounts."user" as member on member.account_id = account.id where login = $1`,
      [login],
    );
    if (row === undefined) throw new Error('The reseller was created');
    return { ...userOf(row, PERMISSIONS, { sub: row.user, rip: '192.0.2.44' }), acc: row.id };
  };
  const activate = async (input: ActivateResellerInput, as: ContextClaims) => {
    const { data, errors } = await graph().ask(ActivateResellerDocument, { input }, as);
    expect(errors).toEqual([]);
    return data.activateReseller;
  };
  const orders = async (as: ContextClaims) =>
    (await graph().ask(ActivationOrdersDocument, { id: as.acc ?? '' }, as)).data.orders.nodes;
  const reseller = async (as: ContextClaims) =>
    (await graph().ask(ActivatedDocument, { id: as.acc ?? '' }, as)).data.account;
  const becomesActive = (as: ContextClaims) =>
    eventually(async () => {
      expect(await reseller(as)).toMatchObject({ status: 'ACTIVE' });
      expect(await orders(as)).toMatchObject([{ status: 'COMPLETED' }]);
    });

  it('is an order without lines and price, whose number is told at once and which completes by itself', async () => {
    const as = await pending('falk.plain');
    const { reseller: told, activationOrder, userErrors } = await activate(activation(), as);
    expect(userErrors).toEqual([]);
    expect(told).toMatchObject({ id: as.acc, name: 'Pending falk.plain', status: 'PENDING' });
    expect(activationOrder).toMatchObject({
      number: expect.stringMatching(/^SO\d+$/),
      type: 'ACTIVATION',
      customer: { id: as.acc },
      // What lies above the viewer is not seen.
      reseller: { id: as.acc },
      placedBy: { id: as.sub },
      lines: [],
      total: { amount: '0.00', currency: 'USD' },
      paymentMethod: null,
    });
    await becomesActive(as);
    expect(await reseller(as)).toEqual({
      id: as.acc,
      name: 'Falk Resale GmbH',
      status: 'ACTIVE',
      address: { line1: '1 Lens Street', postalCode: '80202', region: 'CO' },
      administrativeContact: { email: 'rosa@falk.example', phone: '+13035550100' },
      securityQuestion: QUESTION,
      signedAgreement: { agreement: { version: '2026-11' }, signedBy: 'Rosa Falk', address: '192.0.2.44' },
    });
    const [order] = await orders(as);
    expect(order?.completedAt).not.toBeNull();
    expect(order?.timeline.nodes).toMatchObject([
      { sequence: 1, status: 'SUBMITTED', previousStatus: null, waitingOn: null },
      {
        sequence: 2,
        status: 'PROVISIONING',
        previousStatus: 'SUBMITTED',
        waitingOn: { party: 'SYSTEM', reason: expect.stringContaining('within 60 minutes') },
      },
      { sequence: 3, status: 'COMPLETED', previousStatus: 'PROVISIONING', waitingOn: null },
    ]);
  });

  it('is confirmed by a mail to the contact, with the user name and the way to a password', async () => {
    const as = await pending('falk.mailed');
    const contact = { ...activation().contact, email: 'office@falk.example' };
    await activate(activation({ contact }), as);
    const mail = await eventually(async () => {
      const found = (await mailsIn(graph().mailDirectory)).find(
        ({ headers, text }) =>
          headers.get('subject')?.startsWith('Falk Resale GmbH is active') === true && text.includes('falk.mailed'),
      );
      if (found === undefined) throw new Error('The mail has not come');
      return found;
    });
    expect(mail.headers.get('to')).toContain('office@falk.example');
    expect(mail.text).toContain('/reset-password');
    expect(mail.text).not.toContain('token=');
  });

  it('lets the reseller sell: before it, nothing can be ordered', async () => {
    const as = await pending('falk.sells');
    const input = await newCustomerOrder(graph(), 'sellsoptics', { paymentMethod: 'CREDIT_CARD' });
    expect(await refusals(graph(), input, as)).toContain('ACCOUNT_NOT_ACTIVE newCustomer.parentId');
    await activate(activation(), as);
    await becomesActive(as);
    await eventually(async () => {
      expect(failures(await estimated(graph(), input, as)).filter((failure) => failure.includes('ACCOUNT'))).toEqual(
        [],
      );
    });
  });

  /** The first order of a reseller whom the vendor knows. */
  const firstOrder = async (login: string, given: Partial<ActivateResellerInput> = {}, partner = '01') =>
    await newCustomerOrder(graph(), login, {
      activation: activation(given),
      paymentMethod: 'CREDIT_CARD',
      vendorParameters: {
        tenantMode: 'NEW',
        tenantDomain: login,
        attestedBy: 'Rosa Falk',
        locationMpnId: `60000${partner}`,
        indirectResellerDomain: `reseller${partner}.onmicrosoft.com`,
      },
    });

  it('comes with the first order, in one call', async () => {
    const as = await pending('falk.ordered');
    const input = await firstOrder('orderedoptics');
    const { checks } = await estimated(graph(), input, as);
    expect(checks.filter(({ status }) => status === 'FAILED')).toEqual([]);
    expect(checks).toContainEqual(expect.objectContaining({ code: 'ACTIVATION', status: 'PASSED' }));
    expect(await orders(as)).toEqual([]);
    const order = await placed(graph(), input, as);
    await becomesActive(as);
    expect((await ended(graph(), order.id)).status).toBe('COMPLETED');
  });

  it('does not happen when the order that it comes with is refused, by a check or at the very end', async () => {
    const as = await pending('falk.refused');
    const before = await tableCounts(graph());
    const input = await firstOrder('refusedoptics', {}, '02');
    const lines = [
      { planId: await planId(graph(), { mpn: MPN.exchange, billingCycle: 'ANNUAL' }), quantity: 1_000_000 },
    ];
    expect(await refusals(graph(), { ...input, lines }, as)).toEqual(['PAYMENT_DECLINED paymentMethod']);
    const newCustomerOfAnother = newCustomer('Champion.ADMIN');
    expect(await refusals(graph(), { ...input, newCustomer: newCustomerOfAnother }, as)).toEqual([
      'LOGIN_TAKEN newCustomer.login',
    ]);
    expect(await leftBehind(graph(), before)).toEqual([]);
    expect(await orders(as)).toEqual([]);
    expect(await reseller(as)).toMatchObject({ status: 'PENDING', securityQuestion: null, signedAgreement: null });
  });

  it('refuses with an order what it refuses by itself, at the fields of the order', async () => {
    const as = await pending('falk.faulty');
    const faulty: Partial<ActivateResellerInput> = {
      name: ' ',
      address: { ...activation().address, postalCode: '8020' },
      securityQuestion: { question: 'Who am I?', answer: 'x' },
      acceptTerms: false,
      termsVersion: '2020-01',
    };
    const expected = [
      'REQUIRED name',
      'ADDRESS_INVALID address.postalCode',
      'INVALID securityQuestion.question',
      'INVALID securityQuestion.answer',
      'TERMS_NOT_ACCEPTED acceptTerms',
      'CONFLICT termsVersion',
    ];
    const { userErrors } = await activate(activation(faulty), as);
    expect(userErrors.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual(expected);
    const input = await firstOrder('faultyoptics', faulty);
    const found = await refusals(graph(), input, as);
    expect(found.filter((one) => one.includes(' activation.'))).toEqual(
      expected.map((one) => one.replace(' ', ' activation.')),
    );
  });

  it('is for the own people of a reseller that waits for it', async () => {
    const codesFor = async (as: ContextClaims) => (await activate(activation(), as)).userErrors.map(({ code }) => code);
    expect(await codesFor(graph().administrator('Champion Cloud'))).toEqual(['STATE_CONFLICT']);
    expect(await codesFor(graph().administrator('Meridian Distribution'))).toEqual(['NOT_ALLOWED']);
    expect(await codesFor(graph().administrator('Contoso Bakery'))).toEqual(['NOT_ALLOWED']);
    const as = await pending('falk.people');
    expect(await codesFor({ ...as, act: graph().account('Champion Cloud').id })).toEqual(['NOT_ALLOWED']);
    expect(await codesFor({ ...as, kind: 'client', sub: 'cli_01jd0000000000000000000000' })).toEqual(['NOT_ALLOWED']);
    const { errors } = await graph().ask(ActivateResellerDocument, { input: activation() }, { ...as, perms: [] });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const above = await newCustomerOrder(graph(), 'aboveoptics', {
      activation: activation(),
      newCustomer: newCustomer('aboveoptics', { parentId: as.acc }),
    });
    expect(await refusals(graph(), above, graph().administrator('Champion Cloud'))).toContain('NOT_ALLOWED activation');
    expect(await reseller(as)).toMatchObject({ status: 'PENDING' });
  });

  it('happens once: a second call is told that it is under way, and later that it is done', async () => {
    const as = await pending('falk.twice');
    const answers = await Promise.all([activate(activation(), as), activate(activation({ name: 'Other' }), as)]);
    const errors = answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code));
    expect(errors).toEqual(['STATE_CONFLICT']);
    await becomesActive(as);
    expect((await activate(activation(), as)).userErrors.map(({ code }) => code)).toEqual(['STATE_CONFLICT']);
    const input = await firstOrder('twiceoptics');
    expect(await refusals(graph(), input, as)).toContain('STATE_CONFLICT activation');
    expect(await orders(as)).toHaveLength(1);
  });
});
