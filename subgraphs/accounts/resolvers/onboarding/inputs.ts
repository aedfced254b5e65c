import { Field, ID, InputType } from 'type-graphql';
import { AddressInput, ContactInput } from '../../../shared/graphql/customer-inputs.ts';
import { Length } from '../../../shared/graphql/input-lengths.ts';
import { CurrencyCodeScalar } from '../../../shared/graphql/scalars.ts';

@InputType('CreateResellerInput', {
  description: 'A new reseller and its representative. The reseller is active at once.',
})
export class CreateResellerInput {
  @Field(() => ID, {
    description: 'The provider or reseller that the new reseller buys from: your own account or one below it.',
  })
  parentId!: string;

  @Field(() => String, { description: 'The legal name of the reseller.' })
  name!: string;

  @Field(() => AddressInput, { description: 'The postal address of the reseller.' })
  address!: AddressInput;

  @Field(() => ContactInput, {
    description: 'The representative of the reseller, who becomes its first administrator.',
  })
  contact!: ContactInput;

  @Field(() => String, {
    description: "The representative's login: 5 to 255 letters, digits or _ . @ -, unique on the platform.",
  })
  @Length({ max: 255 })
  login!: string;

  @Field(() => String, { nullable: true, description: 'The id of the reseller in your own systems.' })
  externalId?: string | null;

  @Field(() => CurrencyCodeScalar, {
    nullable: true,
    description: "The currency the reseller is billed in. The parent's currency by default.",
  })
  currency?: string | null;
}
