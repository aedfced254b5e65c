import { enumType } from './enum.ts';

export type Decision = 'APPROVE' | 'DECLINE';

export const DecisionEnum = enumType<Decision>(
  'Decision',
  'What one person decides about what another has asked for.',
  {
    APPROVE: 'It is given as it was asked for, or as the decision says.',
    DECLINE: 'It is not given; everything stays as it was.',
  },
);
