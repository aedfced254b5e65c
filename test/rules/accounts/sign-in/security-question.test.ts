import { describe, expect, it } from 'vitest';
import {
  checkSecurityQuestion,
  normaliseAnswer,
  SECURITY_QUESTIONS,
} from '../../../../subgraphs/accounts/rules/sign-in/security-question.ts';

const [QUESTION = ''] = SECURITY_QUESTIONS;

describe('a security question', () => {
  it.each([
    ['St. Mary’s', 'st marys'],
    ['  Café ', 'cafe'],
    // Letters of full width, as some keyboards have them.
    ['\uFF32\uFF45\uFF58', 'rex'],
    ['Linden St. 12', 'LINDEN ST 12'],
  ])('has an answer that is compared as it is spoken: %s', (typed, spoken) => {
    expect(normaliseAnswer(typed)).toBe(normaliseAnswer(spoken));
    expect(normaliseAnswer(typed)).not.toBe(normaliseAnswer(`${spoken}x`));
  });

  it('is one of the list, with an answer of three letters or digits', () => {
    expect(checkSecurityQuestion({ question: QUESTION, answer: 'Rex' })).toEqual([]);
    expect(checkSecurityQuestion({ question: 'What?', answer: ' - R x' }, ['securityQuestion'])).toMatchObject([
      { code: 'INVALID', path: ['securityQuestion', 'question'] },
      { code: 'INVALID', path: ['securityQuestion', 'answer'] },
    ]);
  });
});
