import { Field, ID, InputType } from 'type-graphql';
import { Length } from '../../../shared/graphql/input-lengths.ts';
import { EmailAddressScalar, UrlScalar } from '../../../shared/graphql/scalars.ts';
import { bodyPlaceholders, OWN_TEXT_MAILS, type MailPlaceholders } from '../../../shared/mail/own-text.ts';
import { MAX_BODY_LENGTH, MAX_SUBJECT_LENGTH } from '../../rules/branding/mail-texts.ts';

const MAX_MESSAGE_LENGTH = 500;

/** What the gateway lets through. What is too long for a mail is refused with a remedy. */
const MAX_SENT = { subject: 4 * MAX_SUBJECT_LENGTH, body: 4 * MAX_BODY_LENGTH };

/** Every mail that a seller may word, with what its body may name, and must. */
const PLACEHOLDERS = [...Map.groupBy(Object.entries(OWN_TEXT_MAILS), ([, placeholders]) => namesOf(placeholders))]
  .map(([names, mails]) => `- ${mails.map(([mail]) => `\`${mail}\``).join(', ')}: ${names}`)
  .join('\n');

function namesOf(placeholders: MailPlaceholders): string {
  return bodyPlaceholders(placeholders)
    .map((name) => (placeholders.needed.includes(name) ? `**{${name}}**` : `{${name}}`))
    .join(' ');
}

@InputType('MailTextInput', {
  description:
    'A mail in your own words, in one language. What is left out stays; null or an empty text goes back to the words of the ' +
    'platform. The other texts of the mail stay as they are: the notes below its body, and who answers questions.',
})
export class MailTextInput {
  @Field(() => String, { description: 'The name of the mail, one of those listed at `body`.' })
  mail!: string;

  @Field(() => String, {
    description:
      'The language that it is written in: en or de. Whoever gets mail in the other one does not get this text.',
  })
  language!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The subject, in one line, with any placeholder of the mail but `{link}`, `{details}` and `{lines}`. With an own body ' +
      `it is the heading as well. A mail refuses more than ${MAX_SUBJECT_LENGTH} characters.`,
  })
  @Length({ max: MAX_SENT.subject })
  subject?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The body, from the greeting to the last line, as plain text. An empty line begins a new paragraph; HTML is shown as ' +
      'text. Placeholders stand in braces, in bold below where a body must have them. `{link}` in a paragraph of its own ' +
      'becomes a button; `{details}` is the table of facts, and `{lines}` the lines of an order, each a paragraph of its ' +
      `own.\n\n${PLACEHOLDERS}\n\nA mail refuses more than ${MAX_BODY_LENGTH} characters.`,
  })
  @Length({ max: MAX_SENT.body })
  body?: string | null;
}

@InputType('UpdateBrandingInput', {
  description: 'How a seller presents itself. What is left out stays as it is; null removes what was chosen.',
})
export class UpdateBrandingInput {
  @Field(() => ID, { description: 'Your own account, or a reseller below it.' })
  accountId!: string;

  @Field(() => String, { nullable: true, description: 'The name that customers see. The account name by default.' })
  displayName?: string | null;

  @Field(() => UrlScalar, {
    nullable: true,
    description:
      'The address of the logo, with https, for panels and HTML mail, where it is at most 48 pixels high. PNG or JPEG: many mail programs show no SVG.',
  })
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

  @Field(() => [MailTextInput], {
    nullable: true,
    description:
      'Mails in your own words. The texts of mails and languages that are not named stay; null takes away all of them.',
  })
  texts?: MailTextInput[] | null;
}
