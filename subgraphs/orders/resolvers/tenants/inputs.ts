import { Field, InputType } from 'type-graphql';
import { DateScalar, EmailAddressScalar } from '../../../shared/graphql/scalars.ts';
import type { TenantMode } from '../../rules/placing/vendor-parameters.ts';
import { TenantModeEnum } from './types.ts';

@InputType('CustomerAgreementInput', {
  description: "The person who accepted the vendor's customer agreement on behalf of the customer.",
})
export class CustomerAgreementInput {
  @Field(() => String, { description: 'The first name of the person.' })
  firstName!: string;

  @Field(() => String, { description: 'The last name of the person.' })
  lastName!: string;

  @Field(() => EmailAddressScalar, { description: 'The e-mail address of the person.' })
  email!: string;

  @Field(() => String, { nullable: true, description: 'The telephone number of the person.' })
  phone?: string | null;

  @Field(() => DateScalar, { description: 'The day on which the agreement was accepted.' })
  acceptedOn!: string;
}

@InputType('VendorParametersInput', {
  description:
    "What the vendor needs to know besides the lines. What you leave out is taken from the cart, the reseller's last order and the customer's known tenant.",
})
export class VendorParametersInput {
  @Field(() => String, {
    nullable: true,
    description:
      "The reseller's location MPN ID from Partner Center: 7 digits. Only the reseller or an account above it may set it.",
  })
  locationMpnId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The reseller's own .onmicrosoft.com domain. Only the reseller or an account above it may set it.",
  })
  indirectResellerDomain?: string | null;

  @Field(() => TenantModeEnum, {
    nullable: true,
    description: 'Whether the order creates a tenant or uses an existing one.',
  })
  tenantMode?: TenantMode | null;

  @Field(() => String, {
    nullable: true,
    description: "The name of the customer's tenant (letters and digits), or its .onmicrosoft.com domain.",
  })
  tenantDomain?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The name of the person who signs the partner-on-record attestation with this request.',
  })
  attestedBy?: string | null;

  @Field(() => CustomerAgreementInput, {
    nullable: true,
    description:
      "Who accepted the vendor's customer agreement. Needed once for each customer; it remains valid until the agreement has a new version.",
  })
  agreement?: CustomerAgreementInput | null;
}
