import { Field, ID, InputType } from 'type-graphql';
import { Length } from '../../../shared/graphql/input-lengths.ts';
import { EmailAddressScalar, UrlScalar } from '../../../shared/graphql/scalars.ts';

const MAX_MESSAGE_LENGTH = 500;

@InputType('UpdateBrandingInput', {
  description: 'How a seller presents itself. What is left out stays as it is; null removes what was chosen.',
})
export class UpdateBrandingInput {
  @Field(() => ID, { description: 'Your own account, or a reseller below it.' })
  accountId!: string;

  @Field(() => String, { nullable: true, description: 'The name that customers see. The account name by default.' })
  displayName?: string | null;

  @Field(() => UrlScalar, { nullable: true, description: 'The address of the logo, with https, for panels.' })
  logoUrl?: string | null;

  @Field(() => String, { nullable: true, description: 'The main colour, as # and six hexadecimal digits: #0f5c4d.' })
  primaryColor?: string | null;

  @Field(() => EmailAddressScalar, { nullable: true, description: 'The e-mail address where customers ask for help.' })
  supportEmail?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The telephone number where customers ask for help. It is stored in E.164 form: +12065550100.',
  })
  supportPhone?: string | null;

  @Field(() => String, { nullable: true, description: 'What every mail begins with, in one paragraph.' })
  @Length({ max: MAX_MESSAGE_LENGTH })
  welcomeMessage?: string | null;

  @Field(() => String, { nullable: true, description: 'The name that mails are sent under. `displayName` by default.' })
  senderName?: string | null;
}
