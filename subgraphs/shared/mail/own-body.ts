import type { MailBody, MailPart, MailSpan } from './content.ts';
import { fill } from './texts.ts';

/** A paragraph that is nothing but one of these is a part of the mail. */
const PARTS: ReadonlyMap<string, MailPart> = new Map<string, MailPart>([
  ['{details}', { kind: 'facts' }],
  ['{lines}', { kind: 'items' }],
  ['{link}', { kind: 'action' }],
]);

/**
 * A mail in a seller's own words, paragraph by paragraph. It is divided before anything is filled in, so that no value can
 * start a paragraph or name a placeholder.
 *
 * @param values what the placeholders stand for, besides links and parts
 */
export function ownParts(
  body: string,
  { action }: Pick<MailBody, 'action'>,
  values: Readonly<Record<string, string>>,
): readonly MailPart[] {
  const spansOf = (line: string): readonly MailSpan[] =>
    line
      .split(/(\{link\})/)
      .filter((text) => text !== '')
      .map((text) =>
        text === '{link}' && action !== undefined
          ? { text: action.url, link: action.url }
          : { text: fill(text, values) },
      );
  return body
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => PARTS.get(paragraph) ?? { kind: 'paragraph', lines: paragraph.split('\n').map(spansOf) });
}
