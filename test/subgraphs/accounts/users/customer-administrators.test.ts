import { expect, it } from 'vitest';
import { administratorPermissions } from '../../../../subgraphs/accounts/rules/users/roles.ts';
import {
  AcceptAgreementDocument,
  CancelAccountDocument,
  InviteResellerDocument,
  RequestTermsDocument,
  SetAccountHoldDocument,
  SetSecurityQuestionDocument,
  TermsDocument,
  UpdateAccountDocument,
  VerifySecurityQuestionDocument,
} from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import type { Operation } from '../../../support/operation.ts';
import { useDemoAccounts } from '../demo-hierarchy.ts';
import { customer, customerInput, reseller, resellerInput } from '../onboarding/new-account.ts';

interface Refused {
  readonly userErrors: readonly { readonly code: string }[];
}

describeOnBothDatabases('an administrator of a customer', (kind) => {
  const accounts = useDemoAccounts(kind);
  const contoso = () => accounts().administrator('Contoso Bakery', administratorPermissions('CUSTOMER', false));
  const idOf = (name: string) => accounts().account(name).id;
  const CONTACT = { firstName: 'Nia', lastName: 'Roy', email: 'nia@contoso.example', phone: '+1 303 555 0199' };

  it('changes its own account and asks for terms', async () => {
    const input = { accountId: idOf('Contoso Bakery'), contact: CONTACT };
    const updated = await accounts().ask(UpdateAccountDocument, { input }, contoso());
    expect(updated.data.updateAccount).toMatchObject({
      account: { administrativeContact: { email: CONTACT.email } },
      userErrors: [],
    });
    const asked = await accounts().ask(RequestTermsDocument, { input: { ...input, currency: 'USD' } }, contoso());
    expect(asked.data.requestTerms.userErrors).toEqual([]);
  });

  it('does nothing that is for sellers, nor anything to its seller or its neighbours', async () => {
    const ask = async <Result extends Readonly<Record<string, unknown>>, Variables>(
      operation: Operation<Result, Variables>,
      input: object,
    ): Promise<readonly string[]> => {
      const { data, errors } = await accounts().ask(operation, { input } as NoInfer<Variables>, contoso());
      expect(errors).toEqual([]);
      return Object.values(data).flatMap((payload) => (payload as Refused).userErrors.map(({ code }) => code));
    };
    const { data } = await accounts().ask(TermsDocument, {}, contoso());
    const question = { question: 'What was the name of your first school?', answer: 'Hill' };
    const [own, seller, neighbour] = ['Contoso Bakery', 'Champion Cloud', 'Lakeside School'].map(idOf);
    expect(await ask(SetAccountHoldDocument, { accountId: own, hold: 'CREDIT', reason: 'Test' })).not.toEqual([]);
    expect(await ask(SetAccountHoldDocument, { accountId: seller, hold: 'CREDIT', reason: 'Test' })).toEqual([
      'NOT_FOUND',
    ]);
    expect(await ask(CancelAccountDocument, { accountId: own, reason: 'Test' })).not.toEqual([]);
    expect(await ask(CancelAccountDocument, { accountId: neighbour, reason: 'Test' })).toEqual(['NOT_FOUND']);
    expect(await ask(UpdateAccountDocument, { accountId: neighbour, name: 'Mine' })).toEqual(['NOT_FOUND']);
    expect(await ask(InviteResellerDocument, { email: 'new@reseller.example' })).toEqual(['NOT_ALLOWED']);
    expect(await ask(AcceptAgreementDocument, { version: data.terms.version })).toEqual(['NOT_ALLOWED']);
    expect(await ask(SetSecurityQuestionDocument, question)).toEqual(['NOT_ALLOWED']);
    expect(await ask(VerifySecurityQuestionDocument, { accountId: seller, answer: 'Hill' })).toEqual(['NOT_FOUND']);
  });

  it('creates no account, below its own or beside it', async () => {
    const codes = ({ userErrors }: Refused) => userErrors.map(({ code }) => code);
    const below = { parentId: idOf('Contoso Bakery') };
    const beside = { parentId: idOf('Champion Cloud') };
    expect(codes(await customer(accounts(), customerInput('falk.one', below), contoso()))).toEqual(['NOT_ALLOWED']);
    expect(codes(await customer(accounts(), customerInput('falk.two', beside), contoso()))).toEqual(['NOT_FOUND']);
    expect(codes(await reseller(accounts(), resellerInput('falk.sub', below), contoso()))).toEqual(['NOT_ALLOWED']);
  });
});
