import { Field, ObjectType } from 'type-graphql';
import { enumType } from '../../../shared/graphql/enum.ts';
import { DateScalar, DateTimeScalar, EmailAddressScalar } from '../../../shared/graphql/scalars.ts';
import type { TenantMode } from '../../rules/placing/vendor-parameters.ts';

export const TenantModeEnum = enumType<TenantMode>(
  'TenantMode',
  "Whether the licences go into a tenant that the order creates or into one that the customer has. A tenant is the customer's directory at the vendor.",
  {
    NEW: 'Create a tenant. Not possible for education and nonprofit customers.',
    EXISTING: "Use the customer's tenant, which must have accepted the relationship with the reseller.",
  },
);

@ObjectType('Attestation', {
  description: 'The partner-on-record attestation: a person confirms that the reseller works for this customer.',
})
export class AttestationType {
  @Field(() => String, { description: 'The name of the person who signed.' })
  signedBy!: string;

  @Field(() => DateTimeScalar, { description: 'When the person signed the attestation.' })
  signedAt!: string;
}

@ObjectType('CustomerAgreement', {
  description: "The person who accepted the vendor's customer agreement on behalf of the customer.",
})
export class CustomerAgreementType {
  @Field(() => String, { description: 'The first name of the person.' })
  firstName!: string;

  @Field(() => String, { description: 'The last name of the person.' })
  lastName!: string;

  @Field(() => EmailAddressScalar, { description: 'The e-mail address of the person.' })
  email!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The telephone number of the person in E.164 form; null when none was given.',
  })
  phone?: string | null;

  @Field(() => DateScalar, { description: 'The day on which the agreement was accepted.' })
  acceptedOn!: string;
}

@ObjectType('VendorParameters', {
  description: 'What the vendor needs to know besides the lines of an order. A null field has not been entered yet.',
})
export class VendorParametersType {
  @Field(() => String, {
    nullable: true,
    description: "The reseller's location MPN ID from Partner Center: 7 digits. It is not the MPN of a product.",
  })
  locationMpnId?: string;

  @Field(() => String, { nullable: true, description: "The reseller's own .onmicrosoft.com domain at the vendor." })
  indirectResellerDomain?: string;

  @Field(() => TenantModeEnum, {
    nullable: true,
    description: 'Whether the order creates a tenant or uses an existing one.',
  })
  tenantMode?: TenantMode;

  @Field(() => String, { nullable: true, description: "The .onmicrosoft.com domain of the customer's tenant." })
  tenantDomain?: string;

  @Field(() => AttestationType, {
    nullable: true,
    description: 'The partner-on-record attestation; null until somebody signs it.',
  })
  attestation?: AttestationType;

  @Field(() => CustomerAgreementType, {
    nullable: true,
    description: "Who accepted the vendor's customer agreement. Null when it has not been entered in this cart.",
  })
  agreement?: CustomerAgreementType;
}
