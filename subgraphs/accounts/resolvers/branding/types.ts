import { Field, ObjectType } from 'type-graphql';
import { EmailAddressScalar, UrlScalar } from '../../../shared/graphql/scalars.ts';

@ObjectType('Branding', { description: 'How a seller presents itself to its customers, in panels and in mail.' })
export class BrandingType {
  @Field(() => String, { description: 'The name that customers see: the account name unless another was chosen.' })
  displayName!: string;

  @Field(() => UrlScalar, { nullable: true, description: 'The address of the logo. Null when none was chosen.' })
  logoUrl?: string;

  @Field(() => String, {
    nullable: true,
    description: 'The main colour, as #rrggbb. Null when none was chosen.',
  })
  primaryColor?: string;

  @Field(() => EmailAddressScalar, {
    nullable: true,
    description: 'The e-mail address where customers ask for help. Null when none was chosen.',
  })
  supportEmail?: string;

  @Field(() => String, {
    nullable: true,
    description: 'The telephone number where customers ask for help. Null when none was chosen.',
  })
  supportPhone?: string;

  @Field(() => String, {
    nullable: true,
    description: 'A greeting at the top of mails. Null when none was chosen.',
  })
  welcomeMessage?: string;

  @Field(() => String, {
    nullable: true,
    description: 'The name that mails are sent under. Null when none was chosen.',
  })
  senderName?: string;
}

@ObjectType('MailText', { description: 'A mail in the own words of a seller, in one language.' })
export class MailTextType {
  @Field(() => String, { description: 'The name of the mail, as `renderMail` knows it.' })
  mail!: string;

  @Field(() => String, { description: 'The language that it is written in: en or de.' })
  language!: string;

  @Field(() => String, { nullable: true, description: 'The subject. Null where that of the platform is used.' })
  subject?: string;

  @Field(() => String, {
    nullable: true,
    description: 'The body, as plain text with placeholders in braces. Null where that of the platform is used.',
  })
  body?: string;
}

@ObjectType('RenderedMail', { description: 'A mail as its recipient reads it.' })
export class RenderedMailType {
  @Field(() => String, { description: 'The subject of the mail.' })
  subject!: string;

  @Field(() => String, { description: 'The part for mail programs that show plain text.' })
  text!: string;

  @Field(() => String, { description: 'The part in HTML, a whole page.' })
  html!: string;
}
