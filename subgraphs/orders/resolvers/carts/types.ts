import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Money, Node } from '../../../shared/graphql/graphql-types.ts';
import { DateScalar, DateTimeScalar, DurationScalar, EmailAddressScalar } from '../../../shared/graphql/scalars.ts';
import { UserError } from '../../../shared/graphql/user-errors.ts';
import { CheckStatusEnum, TenantModeEnum } from '../orders/enums.ts';

@ObjectType('Attestation', { description: 'The signed partner-on-record attestation.' })
export class AttestationType {
  @Field(() => String, { description: 'Who signed it.' })
  signedBy!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  signedAt!: string;
}

@ObjectType('CustomerAgreement', {
  description: "Who accepted the vendor's customer agreement for the customer: a person, in their own name.",
})
export class CustomerAgreementType {
  @Field(() => String, { description: 'Given name.' })
  firstName!: string;

  @Field(() => String, { description: 'Family name.' })
  lastName!: string;

  @Field(() => EmailAddressScalar, { description: 'E-mail address.' })
  email!: string;

  @Field(() => String, { nullable: true, description: 'Telephone number.' })
  phone?: string | null | undefined;

  @Field(() => DateScalar, { description: 'The day on which it was accepted.' })
  acceptedOn!: string;
}

@ObjectType('VendorParameters', { description: 'What the vendor needs besides the lines.' })
export class VendorParametersType {
  @Field(() => String, { nullable: true, description: "The reseller's location MPN ID (not a product MPN)." })
  locationMpnId?: string | undefined;

  @Field(() => String, { nullable: true, description: "The reseller's own .onmicrosoft.com domain." })
  indirectResellerDomain?: string | undefined;

  @Field(() => TenantModeEnum, { nullable: true, description: 'A new tenant or an existing one.' })
  tenantMode?: string | undefined;

  @Field(() => String, { nullable: true, description: "The customer's .onmicrosoft.com domain." })
  tenantDomain?: string | undefined;

  @Field(() => AttestationType, { nullable: true, description: 'The partner-on-record attestation, once signed.' })
  attestation?: AttestationType | undefined;

  @Field(() => CustomerAgreementType, {
    nullable: true,
    description: "Who accepted the vendor's customer agreement, where that is told with this cart.",
  })
  agreement?: CustomerAgreementType | undefined;
}

@ObjectType('Cart', {
  description: 'What is about to be ordered; kept for 7 days after the last touch.',
  implements: Node,
})
@Directive('@key(fields: "id")')
export class CartType implements Node {
  id!: string;

  @Field(() => VendorParametersType, { nullable: true, description: 'What the vendor needs besides the lines.' })
  vendorParameters?: VendorParametersType;

  @Field(() => DateTimeScalar, { description: 'When it is thrown away unless it is touched before.' })
  expiresAt!: Date;
}

/** A line of a cart or of an estimate, with what the viewer pays for it where that is known. */
export interface PricedLine {
  readonly id: string;
  readonly planId: string;
  readonly quantity: number;
  readonly unitPrice: Money | null;
  readonly total: Money | null;
}

@ObjectType('CartLine', { description: 'A plan and how many of it.' })
export class CartLineType {
  @Field(() => ID, { description: "The line's id." })
  id!: string;

  @Field(() => Int, { description: 'How many seats.' })
  quantity!: number;

  @Field(() => Money, {
    nullable: true,
    description:
      'What you pay for one seat and the whole term, with all the digits it has: times the quantity and rounded once it is the total. Null without VIEW_FINANCIALS.',
  })
  unitPrice!: Money | null;

  @Field(() => Money, {
    nullable: true,
    description: 'What you pay for all seats and the whole term; null without VIEW_FINANCIALS.',
  })
  total!: Money | null;
}

@ObjectType('OrderCheck', { description: 'One thing that could refuse an order, looked at.' })
export class OrderCheckType {
  @Field(() => String, { description: 'Which check, for programs.' })
  code!: string;

  @Field(() => String, { description: 'Which check, for people.' })
  label!: string;

  @Field(() => CheckStatusEnum, { description: 'What it found.' })
  status!: string;

  @Field(() => UserError, { nullable: true, description: 'Why it failed, and what to do.' })
  error?: UserError | undefined;
}

@ObjectType('OrderEstimate', { description: 'What an order would cost, and everything that stands in its way.' })
export class OrderEstimateType {
  @Field(() => [CartLineType], {
    description: 'The lines of which the plan is known, with their prices.',
  })
  lines!: readonly PricedLine[];

  @Field(() => Money, {
    nullable: true,
    description:
      'What you would pay for the whole term; null without VIEW_FINANCIALS, and where a line has no price or another currency.',
  })
  total!: Money | null;

  @Field(() => Money, { nullable: true, description: 'What of it is due at once; null where the total is.' })
  dueNow!: Money | null;

  @Field(() => [OrderCheckType], { description: 'Every check, passed or not.' })
  checks!: readonly OrderCheckType[];

  @Field(() => String, {
    nullable: true,
    description:
      'Locks the prices for 24 hours and one order; null while a check fails. An estimate at locked prices keeps their end.',
  })
  token?: string | undefined;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the lock ends.' })
  expiresAt?: Date | undefined;

  @Field(() => DurationScalar, { nullable: true, description: 'How long provisioning usually takes.' })
  expectedProvisioning?: string | undefined;
}
