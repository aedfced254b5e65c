import { expect, it } from 'vitest';
import {
  QuestionOfResellerDocument,
  SecurityQuestionsDocument,
  SetSecurityQuestionDocument,
  VerifySecurityQuestionDocument,
} from '../../../operations/generated/graphql.ts';
import { newId } from '../../../../subgraphs/shared/domain/ids.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { ANONYMOUS, type ContextClaims } from '../../../support/principals.ts';
import { useDemoAccounts } from '../demo-hierarchy.ts';

describeOnBothDatabases('the security question', (kind) => {
  const accounts = useDemoAccounts(kind);

  const questions = async () => (await accounts().ask(SecurityQuestionsDocument, {}, ANONYMOUS)).data.securityQuestions;
  const set = async (question: string, answer: string, as = accounts().administrator('Harbor IT')) =>
    (await accounts().ask(SetSecurityQuestionDocument, { input: { question, answer } }, as)).data.setSecurityQuestion
      .userErrors;
  const verify = async (accountId: string, answer: string, as = accounts().administrator('Champion Cloud')) =>
    (await accounts().ask(VerifySecurityQuestionDocument, { input: { accountId, answer } }, as)).data
      .verifySecurityQuestion;
  const shownTo = async (as: ContextClaims) =>
    (await accounts().ask(QuestionOfResellerDocument, { id: accounts().account('Harbor IT').id }, as)).data.account;

  it('is chosen from a list, and recognises who calls, however they spell the answer', async () => {
    const [question = '', other = ''] = await questions();
    const { id } = accounts().account('Harbor IT');
    expect(await set(question, 'St. Mary’s School')).toEqual([]);
    expect(await verify(id, 'st marys school')).toEqual({ verified: true, userErrors: [] });
    expect(await verify(id, 'St Johns School')).toEqual({ verified: false, userErrors: [] });
    expect(await set(other, 'Linden Street')).toEqual([]);
    expect(await verify(id, 'st marys school')).toEqual({ verified: false, userErrors: [] });
    expect(await verify(id, 'linden-street')).toEqual({ verified: true, userErrors: [] });
    expect(await shownTo(accounts().administrator('Champion Cloud'))).toEqual({ securityQuestion: other });
  });

  it('is kept without its answer, and shown to those who manage the reseller alone', async () => {
    const rows = await accounts().database.sql<{ answer_hash: string }>('select * from accounts.security_question');
    expect(JSON.stringify(rows)).not.toMatch(/linden/i);
    expect(rows[0]?.answer_hash).toMatch(/^scrypt\$/);
    expect(await shownTo(accounts().administrator('Harbor IT', ['PLACE_ORDERS']))).toEqual({ securityQuestion: null });
    expect(await shownTo(accounts().administrator('Summit Resale'))).toBeNull();
  });

  it('is set by the reseller itself, in person', async () => {
    const [question = ''] = await questions();
    const above = accounts().account('Champion Cloud').id;
    for (const as of [
      accounts().administrator('Harbor IT', undefined, { act: above }),
      accounts().administrator('Contoso Bakery'),
      accounts().administrator('Meridian Distribution'),
    ]) {
      expect(await set(question, 'Elsewhere', as)).toMatchObject([{ code: 'NOT_ALLOWED' }]);
    }
    expect(await set('What?', '')).toMatchObject([
      { code: 'INVALID', path: ['question'] },
      { code: 'INVALID', path: ['answer'] },
    ]);
  });

  it('is asked of accounts below, and a foreign one looks like one that is not there', async () => {
    const [foreign, missing, own] = await Promise.all(
      [accounts().account('Summit Resale').id, newId('acc'), accounts().account('Champion Cloud').id].map((id) =>
        verify(id, 'Linden Street'),
      ),
    );
    expect(foreign).toEqual({ verified: false, userErrors: [{ code: 'NOT_FOUND', path: ['accountId'] }] });
    expect([missing, own]).toEqual([foreign, foreign]);
    // No question is set: nobody is verified, not even by saying nothing.
    expect(await verify(accounts().account('Contoso Bakery').id, '')).toEqual({ verified: false, userErrors: [] });
  });

  it('is locked after five wrong answers, for this reseller alone', async () => {
    const [question = ''] = await questions();
    const { id } = accounts().account('Summit Resale');
    const provider = accounts().administrator('Meridian Distribution');
    await set(question, 'Baker Street', accounts().administrator('Summit Resale'));
    for (let time = 0; time < 5; time += 1) {
      expect(await verify(id, `guess ${time}`, provider)).toEqual({ verified: false, userErrors: [] });
    }
    expect(await verify(id, 'Baker Street', provider)).toEqual({
      verified: false,
      userErrors: [{ code: 'TOO_MANY_ATTEMPTS', path: ['answer'] }],
    });
    expect(await verify(accounts().account('Harbor IT').id, 'Linden Street', provider)).toMatchObject({
      verified: true,
    });
  });
});
