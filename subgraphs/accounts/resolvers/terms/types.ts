import { Field, ID, Int, ObjectType } from 'type-graphql';
import { enumType } from '../../../shared/graphql/enum.ts';
import { CurrencyCodeScalar, DateTimeScalar } from '../../../shared/graphql/scalars.ts';
import type { TermsRequestStatus } from '../../rules/terms/terms-request.ts';
import { ContactType } from '../hierarchy/types.ts';

export const TermsRequestStatusEnum = enumType<TermsRequestStatus>(
  'TermsRequestStatus',
  'The status of a request for payment terms.',
  {
    REQUESTED: 'The account that sells to this one has the request and decides within 24 to 48 hours.',
    APPROVED: 'The account may pay by invoice, up to its credit limit.',
    DECLINED: 'The account continues to pay as before.',
  },
);

@ObjectType('TermsRequest', { description: 'A request to pay by invoice, with a credit limit.' })
export class TermsRequestType {
  @Field(() => ID, { description: 'The id of the request, for the decision.' })
  id!: string;

  @Field(() => CurrencyCodeScalar, { description: 'The currency of the terms.' })
  currency!: string;

  @Field(() => TermsRequestStatusEnum, { description: 'The status of the request.' })
  status!: TermsRequestStatus;

  @Field(() => ContactType, { nullable: true, description: 'Whom the credit team asks. Null when nobody was named.' })
  contact?: ContactType;

  @Field(() => String, {
    nullable: true,
    description: "The account's number in the books of the one that sells to it. Null when none was given.",
  })
  businessCentreNumber?: string;

  @Field(() => String, { nullable: true, description: 'Why it was decided so. Null when nobody has said.' })
  reason?: string;

  @Field(() => Int, { nullable: true, description: 'Days from an invoice to its due date. Null unless approved.' })
  paymentDays?: number;

  @Field(() => DateTimeScalar, { description: 'When the request was sent.' })
  requestedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was decided. Null until then.' })
  decidedAt?: Date;
}
