import { Directive, Query, Resolver } from 'type-graphql';
import { Open } from '../../../shared/graphql/input-lengths.ts';
import { SECURITY_QUESTIONS } from '../../rules/sign-in/security-question.ts';

@Resolver()
export class SignInQueries {
  @Query(() => [String], {
    description: 'The security questions to choose from, by which the service desk recognises who calls.',
  })
  @Directive('@listSize(assumedSize: 8)')
  @Open()
  securityQuestions(): readonly string[] {
    return SECURITY_QUESTIONS;
  }
}
