import { describe, expect, it } from 'vitest';
import {
  changeMailTexts,
  MAX_BODY_LENGTH,
  MAX_SUBJECT_LENGTH,
  type MailTextChange,
} from '../../../../subgraphs/accounts/rules/branding/mail-texts.ts';
import type { OwnText } from '../../../../subgraphs/shared/mail/own-text.ts';

const RESET = { mail: 'access.reset', language: 'en' } as const;
const KNOWN: readonly OwnText[] = [
  { ...RESET, subject: 'Your new password', body: 'Here it is: {link}' },
  { mail: 'order.completed', language: 'de', subject: 'Done' },
];

const changed = (...changes: readonly MailTextChange[]): readonly OwnText[] => {
  const outcome = changeMailTexts(KNOWN, changes);
  if (!outcome.ok) throw new Error(outcome.errors.map(({ message }) => message).join(' '));
  return outcome.value;
};

/** The refusals, as `CODE path`. */
const refusals = (...changes: readonly MailTextChange[]): readonly string[] => {
  const outcome = changeMailTexts(KNOWN, changes);
  return outcome.ok ? [] : outcome.errors.map(({ code, path }) => `${code} ${path.join('.')}`);
};

describe("a seller's own text of a mail", () => {
  it('replaces what is given, and keeps the rest of it and all others', () => {
    expect(changed({ ...RESET, subject: ' Set it  ' })).toEqual([
      { ...RESET, subject: 'Set it', body: 'Here it is: {link}' },
      KNOWN[1],
    ]);
    expect(changed({ mail: 'access.reset', language: 'DE', body: 'Here:\r\n\r\n{link}' })).toEqual([
      { mail: 'access.reset', language: 'de', subject: undefined, body: 'Here:\n\n{link}' },
      KNOWN[0],
      KNOWN[1],
    ]);
    expect(changed(RESET)).toEqual(KNOWN);
  });

  it('is taken away by null and by an empty text, and all are by null in place of the list', () => {
    expect(changed({ ...RESET, subject: null })).toEqual([
      { ...RESET, subject: undefined, body: 'Here it is: {link}' },
      KNOWN[1],
    ]);
    expect(changed({ ...RESET, subject: '', body: ' \n ' })).toEqual([KNOWN[1]]);
    expect(changeMailTexts(KNOWN, null)).toEqual({ ok: true, value: [] });
    for (const nothing of [undefined, []]) expect(changeMailTexts(KNOWN, nothing)).toEqual({ ok: true, value: KNOWN });
  });

  it('is of a mail and a language that there are, each named once', () => {
    expect(
      refusals(
        { mail: 'order.forgotten', language: 'fr', body: 'Hello {nobody}' },
        { mail: 'platform.attention', language: 'en', subject: 'Look' },
        { ...RESET, subject: 'One' },
        { ...RESET, subject: 'Two' },
      ),
    ).toEqual(['INVALID texts.0.mail', 'INVALID texts.0.language', 'INVALID texts.1.mail', 'INVALID texts.3']);
  });

  it('names only placeholders of its mail: no link and no part of the mail in a subject', () => {
    expect(refusals({ ...RESET, subject: 'Hello {recipientName}, {login} of {accountName}, {senderName}' })).toEqual(
      [],
    );
    for (const name of ['link', 'details', 'orderNumber', 'toString', '', ' login ', 'x y']) {
      expect(refusals({ ...RESET, subject: `Hello {${name}}` }), name).toEqual(['INVALID texts.0.subject']);
    }
    expect(refusals({ ...RESET, body: '{link} {orderNumber} {orderNumber} {lines}' })).toEqual([
      'INVALID texts.0.body',
      'INVALID texts.0.body',
    ]);
    expect(refusals({ ...RESET, body: 'A brace } and a { are no placeholder. {link}' })).toEqual([]);
  });

  it('has what the mail is of no use without', () => {
    const missing = (mail: string) => refusals({ mail, language: 'en', body: 'Hello' });
    expect(missing('access.reset')).toEqual(['REQUIRED texts.0.body']);
    expect(missing('access.granted')).toEqual(['REQUIRED texts.0.body', 'REQUIRED texts.0.body']);
    expect(missing('reseller.activated')).toEqual(['REQUIRED texts.0.body']);
    expect(missing('order.failed')).toEqual(['REQUIRED texts.0.body']);
    const outcome = changeMailTexts([], [{ ...RESET, body: 'Hello' }]);
    expect(outcome.ok ? undefined : outcome.errors[0]).toMatchObject({
      message: 'The body of this mail needs the placeholder {link}.',
      remedies: [{ description: 'Write {link} where the reader is to find it.' }],
    });
  });

  it('has the parts of a mail as paragraphs of their own', () => {
    const order = { mail: 'order.completed', language: 'en' } as const;
    expect(refusals({ ...order, body: 'Look:\n\n{details}\n\n{lines}\n\nBye' })).toEqual([]);
    expect(refusals({ ...order, body: 'Look: {details}\n{lines}' })).toEqual([
      'INVALID texts.0.body',
      'INVALID texts.0.body',
    ]);
  });

  it('is not longer than a mail shows, counted in characters', () => {
    const face = '\u{1F600}';
    expect(refusals({ ...RESET, subject: face.repeat(MAX_SUBJECT_LENGTH) })).toEqual([]);
    expect(refusals({ ...RESET, subject: face.repeat(MAX_SUBJECT_LENGTH + 1) })).toEqual(['TOO_LONG texts.0.subject']);
    const body = (length: number) => `{link}${face.repeat(length - '{link}'.length)}`;
    expect(refusals({ ...RESET, body: body(MAX_BODY_LENGTH) })).toEqual([]);
    expect(refusals({ ...RESET, body: body(MAX_BODY_LENGTH + 1) })).toEqual(['TOO_LONG texts.0.body']);
  });

  it('brings no header, no control character and no other direction of writing', () => {
    for (const subject of [
      'Hello\r\nBcc: all@example.com',
      'Hello\nthere',
      'a\u2028b',
      'a\u202Eb',
      'a\u0000b',
      'a\tb',
    ]) {
      expect(refusals({ ...RESET, subject }), JSON.stringify(subject)).toEqual(['INVALID texts.0.subject']);
    }
    expect(refusals({ ...RESET, body: 'One\ttwo\r\nthree {link}' })).toEqual([]);
    for (const mark of ['\u202E', '\u2066', '\u0007', '\u2029']) {
      expect(refusals({ ...RESET, body: `a${mark}b {link}` }), JSON.stringify(mark)).toEqual(['INVALID texts.0.body']);
    }
  });

  it('is refused with every reason at once, each with a remedy, and nothing of the rest is taken', () => {
    const outcome = changeMailTexts(KNOWN, [
      { mail: 'order.completed', language: 'en', subject: `${'x'.repeat(200)}{link}`, body: '{lines} {link}\u0007' },
      { ...RESET, subject: 'Fine' },
      { mail: 'nothing', language: 'nowhere' },
    ]);
    expect(outcome.ok).toBe(false);
    const errors = outcome.ok ? [] : outcome.errors;
    expect(errors.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([
      'TOO_LONG texts.0.subject',
      'INVALID texts.0.subject',
      'INVALID texts.0.body',
      'INVALID texts.0.body',
      'INVALID texts.0.body',
      'INVALID texts.2.mail',
      'INVALID texts.2.language',
    ]);
    for (const { remedies } of errors) expect(remedies[0]?.description).toMatch(/^\p{Lu}.*\.$/u);
  });
});
