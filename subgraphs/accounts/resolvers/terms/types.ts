import { Field, ObjectType } from 'type-graphql';
import { enumType } from '../../../shared/graphql/enum.ts';
import { Money } from '../../../shared/graphql/graphql-types.ts';
import { DateTimeScalar } from '../../../shared/graphql/scalars.ts';
import type { TermsRequestStatus } from '../../rules/terms/terms-request.ts';

export const TermsRequestStatusEnum = enumType<TermsRequestStatus>(
  'TermsRequestStatus',
  'The status of a request for payment terms.',
  {
    REQUESTED: 'The credit team has the request and decides within 24 to 48 hours.',
    APPROVED: 'The reseller may pay by invoice, up to its credit limit.',
    DECLINED: 'The reseller continues to pay by credit card.',
  },
);

@ObjectType('TermsRequest', { description: 'A request to pay by invoice, with a credit limit.' })
export class TermsRequestType {
  @Field(() => TermsRequestStatusEnum, { description: 'The status of the request.' })
  status!: TermsRequestStatus;

  @Field(() => Money, {
    nullable: true,
    description: 'The most the reseller may owe at any time. Null until the request is approved.',
  })
  creditLimit!: Money | null;

  @Field(() => DateTimeScalar, { description: 'When the reseller sent the request.' })
  requestedAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the credit team decided. Null until it has decided.',
  })
  decidedAt!: Date | null;
}
