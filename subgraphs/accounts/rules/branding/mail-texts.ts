import { isGiven, type Optional } from '../../../shared/domain/given.ts';
import { done, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import { LANGUAGE_TAGS } from '../../../shared/mail/messages.ts';
import {
  bodyPlaceholders,
  isOwnTextMail,
  OWN_TEXT_MAILS,
  type MailPlaceholders,
  type OwnText,
} from '../../../shared/mail/own-text.ts';
import { hasUnfit, placeholdersIn } from '../../../shared/mail/texts.ts';

/** A change of a seller's own text of a mail: what is undefined stays, and null or an empty text removes. */
export interface MailTextChange {
  readonly mail: string;
  readonly language: string;
  readonly subject?: Optional<string>;
  readonly body?: Optional<string>;
}

/** Characters of a subject; mail programs show fewer. */
export const MAX_SUBJECT_LENGTH = 150;
/** Characters of a body. */
export const MAX_BODY_LENGTH = 5_000;

/**
 * A seller's own texts after changes, sorted by mail and language; null takes all away. The texts of mails and languages that
 * are not named stay. Refuses with every reason at once, each with its path in the input.
 */
export function changeMailTexts(
  texts: readonly OwnText[],
  changes: Optional<readonly MailTextChange[]>,
): Outcome<readonly OwnText[]> {
  if (changes === undefined) return done(texts);
  if (changes === null) return done([]);
  const written = changes.map(normalise);
  const errors = written.flatMap((change, at) =>
    checkChange(change, written.slice(0, at)).map((error) => ({
      ...error,
      path: ['texts', String(at), ...error.path],
    })),
  );
  if (errors.length > 0) return refused(...errors);
  return done(written.reduce(withChange, texts).toSorted(byMailAndLanguage));
}

/** A change as it is stored: texts without spaces at their ends, `\n` at the ends of lines, null for an empty text. */
function normalise({ mail, language, subject, body }: MailTextChange): MailTextChange {
  const trimmed = (text: Optional<string>): Optional<string> => (isGiven(text) ? text.trim() || null : text);
  const lines = (text: Optional<string>): Optional<string> => text?.replaceAll(/\r\n?/g, '\n') ?? text;
  return {
    mail: mail.trim(),
    language: language.trim().toLowerCase(),
    subject: trimmed(subject),
    body: trimmed(lines(body)),
  };
}

function checkChange(change: MailTextChange, before: readonly MailTextChange[]): readonly Refusal[] {
  const { mail, language, subject, body } = change;
  const placeholders = isOwnTextMail(mail) ? OWN_TEXT_MAILS[mail] : undefined;
  const isRepeated = before.some((other) => other.mail === mail && other.language === language);
  return [
    ...(placeholders === undefined ? [mailUnknown(mail)] : []),
    ...(LANGUAGE_TAGS.includes(language) ? [] : [languageUnknown()]),
    ...(isRepeated ? [repeated()] : []),
    ...(isGiven(subject) ? checkSubject(subject, placeholders) : []),
    ...(isGiven(body) ? checkBody(body, placeholders) : []),
  ];
}

function checkSubject(subject: string, placeholders: MailPlaceholders | undefined): readonly Refusal[] {
  return [
    ...checkLength('subject', subject, MAX_SUBJECT_LENGTH),
    ...(hasUnfit(subject) ? [unfit('subject', 'A subject is one line, without control characters.')] : []),
    ...(placeholders === undefined ? [] : checkNames('subject', subject, placeholders.words)),
  ];
}

function checkBody(body: string, placeholders: MailPlaceholders | undefined): readonly Refusal[] {
  return [
    ...checkLength('body', body, MAX_BODY_LENGTH),
    ...(hasUnfit(body.replaceAll(/[\n\t]/g, ' '))
      ? [unfit('body', 'A body has no control characters but line breaks.')]
      : []),
    ...(placeholders === undefined ? [] : checkPlaceholders(body, placeholders)),
  ];
}

function checkPlaceholders(body: string, placeholders: MailPlaceholders): readonly Refusal[] {
  const named = placeholdersIn(body);
  const paragraphs = body.split(/\n{2,}/).map((paragraph) => paragraph.trim());
  return [
    ...checkNames('body', body, bodyPlaceholders(placeholders)),
    ...placeholders.needed.filter((name) => !named.includes(name)).map(placeholderMissing),
    ...placeholders.parts
      .filter((part) => paragraphs.some((text) => text !== `{${part}}` && placeholdersIn(text).includes(part)))
      .map(notAlone),
  ];
}

function checkNames(field: string, text: string, known: readonly string[]): readonly Refusal[] {
  const unknown = [...new Set(placeholdersIn(text))].filter((name) => !known.includes(name));
  const remedies = [{ description: `Name only ${inBraces(known)}.` }];
  return unknown.map((name) =>
    refusal('INVALID', `The ${field} of this mail knows no placeholder {${name}}.`, { path: [field], remedies }),
  );
}

function checkLength(field: string, text: string, max: number): readonly Refusal[] {
  const { length } = [...text];
  if (length <= max) return [];
  const remedies = [{ description: `Shorten it to ${max} characters; it has ${length}.` }];
  return [refusal('TOO_LONG', `The ${field} of a mail has at most ${max} characters.`, { path: [field], remedies })];
}

function mailUnknown(mail: string): Refusal {
  return refusal('INVALID', `There is no mail ${JSON.stringify(mail)} that a seller may word.`, {
    path: ['mail'],
    remedies: [{ description: `Name one of ${Object.keys(OWN_TEXT_MAILS).join(', ')}.` }],
  });
}

function languageUnknown(): Refusal {
  return refusal('INVALID', 'Mail does not come in this language.', {
    path: ['language'],
    remedies: [{ description: `Give ${LANGUAGE_TAGS.join(' or ')}.` }],
  });
}

function repeated(): Refusal {
  return refusal('INVALID', 'This mail is named twice in this language.', {
    remedies: [{ description: 'Name each mail once in a language.' }],
  });
}

function unfit(field: string, message: string): Refusal {
  return refusal('INVALID', message, {
    path: [field],
    remedies: [{ description: 'Take out control characters and marks that turn the direction of writing.' }],
  });
}

function placeholderMissing(name: string): Refusal {
  return refusal('REQUIRED', `The body of this mail needs the placeholder {${name}}.`, {
    path: ['body'],
    remedies: [{ description: `Write {${name}} where the reader is to find it.` }],
  });
}

function notAlone(part: string): Refusal {
  return refusal('INVALID', `{${part}} is a paragraph of its own.`, {
    path: ['body'],
    remedies: [{ description: `Put an empty line before and after {${part}}.` }],
  });
}

function inBraces(names: readonly string[]): string {
  return names.map((name) => `{${name}}`).join(', ');
}

function withChange(texts: readonly OwnText[], { mail, language, subject, body }: MailTextChange): readonly OwnText[] {
  const known = texts.find((text) => text.mail === mail && text.language === language);
  const kept = texts.filter((text) => text !== known);
  if (!isOwnTextMail(mail)) return kept;
  const changed: OwnText = {
    mail,
    language,
    subject: subject === undefined ? known?.subject : (subject ?? undefined),
    body: body === undefined ? known?.body : (body ?? undefined),
  };
  return changed.subject === undefined && changed.body === undefined ? kept : [...kept, changed];
}

function byMailAndLanguage(left: OwnText, right: OwnText): number {
  return left.mail.localeCompare(right.mail, 'en') || left.language.localeCompare(right.language, 'en');
}
