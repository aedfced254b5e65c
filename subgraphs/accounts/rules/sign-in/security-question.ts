import { characterCount } from '../../../shared/domain/characters.ts';
import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';

/** The questions to choose from: about what a person remembers and does not publish. */
export const SECURITY_QUESTIONS: readonly string[] = [
  'What was the name of your first school?',
  'In which street did you live when you were ten?',
  'What was the name of your first pet?',
  'What was the model of your first car?',
  'What is the first name of your oldest cousin?',
  'In which town did your parents meet?',
  'What was the family name of your favourite teacher?',
  'Which dish could you cook first?',
];

const MIN_ANSWER_LENGTH = 3;

/** The form in which answers are compared: without regard to case, blanks, punctuation and accents, since they are spoken. */
export function normaliseAnswer(answer: string): string {
  return answer
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** A question with its answer. */
export interface SecurityQuestion {
  readonly question: string;
  readonly answer: string;
}

/** Refuses a question that is not one of the list, and an answer that is too short. */
export function checkSecurityQuestion(
  { question, answer }: SecurityQuestion,
  prefix: readonly string[] = [],
): readonly Refusal[] {
  return [
    ...(SECURITY_QUESTIONS.includes(question)
      ? []
      : [
          refusal('INVALID', 'This is not one of the questions to choose from.', {
            path: [...prefix, 'question'],
            remedies: [{ description: 'Copy one of the query securityQuestions, word for word.' }],
          }),
        ]),
    ...(characterCount(normaliseAnswer(answer)) >= MIN_ANSWER_LENGTH
      ? []
      : [
          refusal('INVALID', `An answer has at least ${MIN_ANSWER_LENGTH} letters or digits.`, {
            path: [...prefix, 'answer'],
          }),
        ]),
  ];
}
