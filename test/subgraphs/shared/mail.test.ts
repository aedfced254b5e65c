import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMailer } from '../../../subgraphs/shared/mail/mailer.ts';
import type { MessageData, MessageName, OrderMail } from '../../../subgraphs/shared/mail/message-data.ts';
import { ENGLISH } from '../../../subgraphs/shared/mail/english.ts';
import { GERMAN } from '../../../subgraphs/shared/mail/german.ts';
import type { Language } from '../../../subgraphs/shared/mail/language.ts';
import { isMessageName, LANGUAGE_TAGS, MESSAGE_NAMES, messages } from '../../../subgraphs/shared/mail/messages.ts';
import {
  OWN_TEXT_MAILS,
  type MailPlaceholders,
  type OwnText,
  type OwnTextMail,
} from '../../../subgraphs/shared/mail/own-text.ts';
import { renderMail, type MailFrame } from '../../../subgraphs/shared/mail/render-mail.ts';
import { SAMPLE_DATA, sampleFrame } from '../../../subgraphs/shared/mail/sample-data.ts';
import { mailSender } from '../../../subgraphs/shared/mail/sender.ts';
import { decodeWords, mailsIn, visibleTexts } from '../../support/mail.ts';
import { placeholdersIn } from '../../support/placeholders.ts';

type OrderMessage = { [Name in MessageName]: MessageData[Name] extends OrderMail ? Name : never }[MessageName];
const isAboutOrder = (name: MessageName): name is OrderMessage => 'orderNumber' in SAMPLE_DATA[name];
const ORDER_MESSAGES = MESSAGE_NAMES.filter(isAboutOrder);
const rendered = (name: MessageName, replaced: Partial<OrderMail> = {}, frame: Partial<MailFrame> = {}) =>
  renderMail(name, { ...SAMPLE_DATA[name], ...replaced }, { ...sampleFrame(name), ...frame });
/** The texts of the plain part, split like in the HTML part: labels and values, items and outcomes. */
const textsOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.replace(/^- |^ +/, '').trim())
    .filter((line) => line !== '');
const words = (texts: readonly string[]): readonly string[] =>
  texts
    .join(' ')
    .split(/\s+/)
    .map((word) => word.replace(/:$/, ''))
    .toSorted();

const SUBJECTS: Readonly<Record<string, Partial<Readonly<Record<MessageName, string>>>>> = {
  en: {
    'access.granted': 'Your access for Falk Optics',
    'access.reset': 'Set a new password',
    'access.changed': 'Your password was changed',
    'access.second-factor': 'Your second factor was changed',
    'access.identity-linked': 'You can sign in with Contoso Entra ID',
    'reseller.activated': 'Falk Resale GmbH is active',
    'reseller.invited': 'Champion Cloud invites you to become a reseller',
    'prices.rising': 'Prices of Microsoft Corporation rise from 26 December 2026 on',
    'platform.attention': 'Needs attention: 3 items',
  },
  // cspell:disable
  de: {
    'access.granted': 'Ihr Zugang für Falk Optics',
    'access.reset': 'Neues Passwort festlegen',
    'access.changed': 'Ihr Passwort wurde geändert',
    'access.second-factor': 'Ihr zweiter Faktor wurde geändert',
    'access.identity-linked': 'Sie können sich mit Contoso Entra ID anmelden',
    'reseller.activated': 'Falk Resale GmbH ist aktiv',
    'reseller.invited': 'Champion Cloud lädt Sie ein, Reseller zu werden',
    'prices.rising': 'Preise von Microsoft Corporation steigen ab 26. Dezember 2026',
    'platform.attention': 'Bitte prüfen: 3 Einträge',
  },
  // cspell:enable
};

describe.each(LANGUAGE_TAGS)('every message in %s', (language) => {
  it.each(MESSAGE_NAMES)('has no placeholder and no empty value left: %s', (name) => {
    const { subject, text, html } = rendered(name, {}, { language });
    for (const part of [subject, text, visibleTexts(html).join('\n')]) {
      expect(part).not.toMatch(/[{}]|<%|%>|undefined|\[object|null|NaN|Invalid Date/);
    }
    if (isAboutOrder(name)) expect(subject).toContain('SO100042');
    else expect(subject).toBe(SUBJECTS[language]?.[name]);
    expect(html).toMatch(new RegExp(`^<!doctype html>\n<html lang="${language}">`));
  });

  it.each(MESSAGE_NAMES)('says the same as text and as HTML: %s', (name) => {
    const { subject, text, html } = rendered(name, {}, { language });
    const { name: head } = sampleFrame(name).sender;
    const heading = messages(language).messages[name].heading;
    // The HTML has the sender at the top and a heading. The plain text has its subject instead, and the sender at the end.
    expect(words(visibleTexts(html))).toEqual(words([heading, ...textsOf(text)]));
    expect(visibleTexts(html)[0]).toBe(head);
    expect(html).toContain(`<title>${subject.replaceAll("'", '&#39;')}</title>`);
  });

  it.each(MESSAGE_NAMES.filter((name) => name !== 'prices.rising'))('names no amount of money: %s', (name) => {
    const { text, html } = rendered(name, {}, { language });
    expect(`${text}${visibleTexts(html).join('\n')}`).not.toMatch(/\d+[.,]\d{2}\b|\b(?:USD|EUR|JPY)\b|[$€£¥]/);
  });
});

describe('every message', () => {
  it.each(ORDER_MESSAGES)(
    'names the order, the purchase order, the days, the tenant, the lines and the support contact: %s',
    (name) => {
      const { text } = rendered(name);
      const { customerName, endedAt, lines } = SAMPLE_DATA[name];
      expect(text).toContain('Order number: SO100042\nPurchase order number: PO-2026-0815\n');
      expect(text).toContain(`Customer: ${customerName}\nTenant: falkoptics.onmicrosoft.com\n`);
      expect(text).toContain('Placed: 26 November 2026 at 09:12 UTC');
      expect(text.includes('Ended: 26 November 2026 at 09:31 UTC')).toBe(endedAt !== undefined);
      for (const { quantity, productName, reason } of lines) {
        expect(text).toContain(`- ${quantity} × ${productName}: `);
        if (reason === undefined) continue;
        expect(text).toContain(`  The vendor says: “${reason.vendorMessage}” (code ${reason.vendorCode})\n`);
        expect(text).toContain(`  How to resolve it: ${reason.remedies[0]?.description}`);
      }
      expect(text).toContain(sampleFrame(name).sender.supportEmail);
    },
  );

  it('has a unique name and is found by it', () => {
    expect(new Set(MESSAGE_NAMES)).toEqual(new Set(Object.keys(SAMPLE_DATA)));
    expect([isMessageName('order.failed'), isMessageName('toString'), isMessageName(7)]).toEqual([true, false, false]);
  });

  it('is in English when there are no texts in the requested language', () => {
    expect(['en', 'en-GB', 'EN-us', 'fr-CH', ''].map((tag) => messages(tag).tag)).toEqual(Array(5).fill('en'));
    expect(['de', 'de-AT', 'DE-ch'].map((tag) => messages(tag).tag)).toEqual(Array(3).fill('de'));
  });
});

describe('the languages', () => {
  it('have every message, and no other: anything else does not compile', () => {
    const { 'order.failed': failed, ...others } = GERMAN.messages;
    // @ts-expect-error A message is missing.
    const without: Language['messages'] = others;
    // @ts-expect-error There is no such message.
    const more: Language['messages'] = { ...GERMAN.messages, 'order.forgotten': failed };
    expect([Object.keys(without).length, Object.keys(more).length]).toEqual([
      MESSAGE_NAMES.length - 1,
      MESSAGE_NAMES.length + 1,
    ]);
  });

  it('have the same placeholders in each text', () => {
    // What stands in a language alone has no counterpart.
    const { tag, reasons, ...english } = ENGLISH;
    const expected = placeholdersIn(english);
    expect(expected.size).toBeGreaterThan(80);
    expect(expected.get('messages.access.granted.opening')).toEqual(['accountName']);
    expect([tag, reasons]).toEqual(['en', null]);
    const { tag: _tag, reasons: german, ...texts } = GERMAN;
    expect(placeholdersIn(texts)).toEqual(expected);
    expect(placeholdersIn(german)).toEqual(new Map([...placeholdersIn(german).keys()].map((path) => [path, []])));
  });

  it('write days and quantities in their own way', () => {
    const line = { quantity: 1_200, productName: 'Exchange Online', outcome: 'active' } as const;
    const shown = (language: string) => rendered('order.completed', { lines: [line] }, { language }).text;
    expect(shown('en')).toContain('Placed: 26 November 2026 at 09:12 UTC\n');
    expect(shown('en')).toContain('- 1,200 × Exchange Online: active\n');
    // cspell:disable
    expect(shown('de-AT')).toContain('Bestellt: 26. November 2026 um 09:12 UTC\n');
    expect(shown('de-AT')).toContain('- 1.200 × Exchange Online: aktiv\n');
    // cspell:enable
  });

  it("say why a line failed by the code of its refusal, with the vendor's own words and addresses", () => {
    const { text } = rendered('order.action-required', {}, { language: 'de' });
    // cspell:disable
    expect(text).toContain('hat niemand die aktuelle Fassung des Microsoft-Kundenvertrags angenommen.\n');
    expect(text).toContain('„The customer has not accepted the Microsoft Customer Agreement.“ (Code 13605)\n');
    expect(text).toMatch(/ {2}Abhilfe: .* https:\/\/www\.microsoft\.com\/licensing\/docs\/customeragreement\n/);
    // cspell:enable
    expect(text).not.toContain('Microsoft is waiting');
    const reason = { code: 'CREDIT_EXCEEDED', message: 'No credit.', remedies: [{ description: 'Pay.' }] } as const;
    const other = { quantity: 1, productName: 'Exchange', outcome: 'failed', reason } as const;
    const german = rendered('order.failed', { lines: [other] }, { language: 'de' }).text;
    // cspell:disable-next-line
    expect(german).toContain('  Die Position konnte nicht ausgeführt werden.\n  Abhilfe: Fragen Sie ');
    expect(rendered('order.failed', { lines: [other] }).text).toContain('  No credit.\n  How to resolve it: Pay.\n');
  });
});

describe('a mail to the operators', () => {
  const frame = sampleFrame('platform.attention');
  const sample = SAMPLE_DATA['platform.attention'];

  it('says of each item what it is about, since when, and what to do', () => {
    const { text } = renderMail('platform.attention', sample, frame);
    for (const { title, message, remedy } of sample.items) {
      expect(text).toContain(`: ${title}\n`);
      expect(text).toContain(`  ${message}\n`);
      expect(text).toContain(`  How to resolve it: ${remedy}\n`);
    }
    expect(text).toContain('- Order SO100042 for Falk Optics: ');
    expect(text).toContain('  12 × Exchange Online (Plan 2)\n');
    expect(text).toContain('  Since 26 November 2026 at 09:12 UTC\n');
    expect(text).toContain('New items besides these: 1.');
  });

  it('names its order in the subject when it is about one item, and no order when there is none', () => {
    const subjects = sample.items.map(
      (item) => renderMail('platform.attention', { items: [item], total: 1 }, frame).subject,
    );
    expect(subjects).toEqual(['Needs attention: order SO100042', 'Needs attention: a job of the platform']);
  });
});

describe("a mail in a seller's own words", () => {
  const inOwnWords = (name: OwnTextMail, text: Pick<OwnText, 'subject' | 'body'>, frame: Partial<MailFrame> = {}) => {
    const sender = { ...sampleFrame(name).sender, texts: [{ mail: name, language: 'en', ...text }] };
    return rendered(name, {}, { sender, ...frame });
  };
  const mails = Object.entries(OWN_TEXT_MAILS) as [OwnTextMail, MailPlaceholders][];

  it.each(mails)('fills in whatever it may name: %s', (name, { words: names, link, parts }) => {
    const subject = names.map((one) => `${one} is {${one}}`).join(', ');
    const wanted = [...parts, ...(link ? ['link'] : [])].map((part) => `{${part}}`);
    const body = [`Hello {recipientName},\n${subject}`, ...wanted, ...(link ? ['Or here: {link} now'] : [])].join(
      '\n\n',
    );
    const mail = inOwnWords(name, { subject, body });
    for (const part of [mail.subject, mail.text, visibleTexts(mail.html).join('\n')]) {
      expect(part).not.toMatch(/[{}]|<%|undefined|\[object/);
      for (const one of names) expect(part).toMatch(new RegExp(`${one} is [^,]`));
    }
    const standard = rendered(name);
    for (const shown of textsOf(standard.text).filter((line) => /: |https?:|^- /.test(line))) {
      expect(mail.text).toContain(shown);
    }
    expect(words(visibleTexts(mail.html))).toEqual(words([mail.subject, ...textsOf(mail.text)]));
    expect(mail.html.match(/<h1[^>]*>([^<]*)</)?.[1]).toBe(mail.subject.replaceAll("'", '&#39;'));
  });

  it('has the lines of its paragraphs, a button where the link stands alone, and a link within a line', () => {
    const body = 'Hi {login},\nit is time.\n\n\n{link}\n\nconstructor\n\nSet it at {link} please.';
    const { subject, text, html } = inOwnWords('access.reset', { body });
    const url = 'https://marketplace.tiergraph.example/reset-password?token=sample';
    expect(subject).toBe('Set a new password');
    expect(text).toMatch(
      /^Hi falk\.admin,\nit is time\.\n\nSet the password:\nhttps:.*\n\nconstructor\n\nSet it at https:\S+ please\.\n\nChampion Cloud\n/,
    );
    expect(html).toContain('Hi falk.admin,<br>it is time.</td>');
    expect(html).toMatch(
      new RegExp(`Set it at <a class="link" href="${url.replace('?', '\\?')}" [^>]*>https:[^<]*</a> please\\.`),
    );
    expect(html).toContain('Set the password</a>');
    expect(text).not.toContain('Somebody asked');
  });

  it('keeps what the platform has to say, and who answers questions', () => {
    const { text } = inOwnWords('order.completed', { body: 'Hello\n\n{lines}' });
    expect(text).toMatch(/^Hello\n\n- 5 × Microsoft 365 Business Standard: active\n\nThe first administrator\n/);
    expect(text).toContain('support@champion.example');
    expect(text).toContain('You are receiving this e-mail');
  });

  it('is read as text: no HTML, no placeholder within a value, no line within a value', () => {
    const accountName = '<b>Falk</b> {link}\r\nBcc: all@example.com';
    const sender = {
      ...sampleFrame('access.reset').sender,
      texts: [
        {
          mail: 'access.reset',
          language: 'en',
          subject: '{accountName}',
          body: '<script>x</script> {accountName}: {link}',
        },
      ] as const,
    };
    const data = { ...SAMPLE_DATA['access.reset'], accountName };
    const { subject, text, html } = renderMail('access.reset', data, { ...sampleFrame('access.reset'), sender });
    expect(subject).toBe('<b>Falk</b> {link} Bcc: all@example.com');
    expect(html).not.toMatch(/<script|<b>/);
    expect(html).toContain('&lt;script&gt;x&lt;/script&gt; &lt;b&gt;Falk&lt;/b&gt; {link} Bcc: all@example.com: <a ');
    expect(text).toMatch(/^<script>x<\/script> <b>Falk<\/b> \{link\} Bcc: all@example\.com: https:/);
  });

  it('is used in its language alone, and names somebody unnamed by the e-mail address', () => {
    const text = { subject: 'Own', body: '{recipientName} {link}' };
    expect(inOwnWords('access.reset', text, { language: 'de' }).subject).toBe('Neues Passwort festlegen'); // cspell:disable-line
    expect(inOwnWords('access.reset', text, { language: 'fr' }).subject).toBe('Own');
    const recipient = { firstName: '', lastName: '', email: 'rosa@falk.example' };
    expect(inOwnWords('reseller.invited', text, { recipient }).text).toMatch(/^rosa@falk\.example https:/);
  });

  it('gives way to the words of the platform when it names what this release does not know', () => {
    const { subject, text } = inOwnWords('access.reset', {
      subject: 'Own {recipientName}',
      body: 'Hi {nickname} {link}',
    });
    expect(subject).toBe('Own Rosa Falk');
    expect(text).toMatch(/^Dear Rosa Falk,\n\nSomebody asked/);
  });
});

describe('the parts that a mail leaves out', () => {
  it.each(['order.failed', 'order.cancelled', 'order.action-required'] as const)(
    'include licence instructions and the administrator while nothing is active: %s',
    (name) => {
      const { text } = rendered(name, { administrator: 'admin@falkoptics.onmicrosoft.com' });
      expect(text).not.toMatch(/licences are assigned|admin centre|password|administrator of the tenant/i);
    },
  );

  it.each(['order.completed', 'order.partially-completed'] as const)(
    'include the administrator after the password was seen, but not where licences are assigned: %s',
    (name) => {
      expect(rendered(name).text).toContain('Microsoft 365 admin centre');
      expect(rendered(name).text).toContain('admin@falkoptics.onmicrosoft.com');
      expect(rendered(name, { administrator: undefined }).text).not.toMatch(/password|temporary/);
    },
  );

  it('include every link in a mail to the reseller, and every address that is not a web address', () => {
    const waiting = rendered('order.action-required');
    const link = 'https://www.microsoft.com/licensing/docs/customeragreement';
    expect(waiting.html).toContain(`<a class="link" href="${link}"`);
    expect(waiting.text).toContain(link);
    for (const name of MESSAGE_NAMES.filter((one) => one.startsWith('customer-order.'))) {
      const { text, html } = rendered(name);
      expect(`${text}${html}`).not.toMatch(/<a\b|href|https?:|mailto:/);
    }
    const [line] = SAMPLE_DATA['order.action-required'].lines;
    const remedies = [{ description: 'Click.', url: 'javascript:alert(1)' }];
    const reason = { code: 'VENDOR_REJECTED', message: 'Waits.', remedies } as const;
    const { text, html } = rendered('order.action-required', {
      lines: line === undefined ? [] : [{ ...line, reason }],
    });
    expect(`${text}${html}`).not.toContain('javascript');
  });
});

describe('the sender', () => {
  const contact = { firstName: 'Cora', lastName: 'Lindqvist', email: 'cora@champion.example' };

  it('is the sender name, else the display name, else the account, and replies go to the support address or else to the contact', () => {
    const of = (branding: object) => {
      const { name, supportEmail, supportPhone } = mailSender({ name: 'Champion LLC', contact, branding });
      return [name, supportEmail, supportPhone];
    };
    expect(of({})).toEqual(['Champion LLC', 'cora@champion.example', undefined]);
    expect(of({ displayName: 'Champion', senderName: ' ' })).toEqual(['Champion', 'cora@champion.example', undefined]);
    expect(of({ displayName: 'Champion', senderName: 'Champs', supportEmail: 's@c.example' })).toEqual([
      'Champs',
      's@c.example',
      undefined,
    ]);
    expect(of({ supportPhone: '+13035550100' })).toEqual(['Champion LLC', undefined, '+13035550100']);
  });

  it('is shown by its logo in every mail, loaded with https alone, with its name in place of an image that is not loaded', () => {
    const of = (logoUrl: string | null) => mailSender({ name: 'Champion "LLC"', contact, branding: { logoUrl } });
    const sender = of('https://champion.example/logo.png?a=1&b="2"');
    for (const name of MESSAGE_NAMES) {
      const { html, text } = rendered(name, {}, { sender });
      expect(html.match(/<img\b[^>]*>/g), name).toEqual([
        expect.stringMatching(
          /^<img src="https:\/\/champion\.example\/logo\.png\?a=1&amp;b=&quot;2&quot;" alt="Champion &quot;LLC&quot;" .*max-height:48px/,
        ),
      ]);
      expect(text, name).not.toContain('logo.png');
      expect(rendered(name, {}, { sender: of(null) }).html, name).not.toContain('<img');
    }
    for (const other of ['http://champion.example/logo.png', 'data:image/png;base64,AA', 'logo.png', '']) {
      expect(of(other).logoUrl, other).toBeUndefined();
    }
  });

  it('has a brand colour with readable text on it, and takes no other value as a colour', () => {
    const of = (primaryColor: string | null) => {
      const { color, textColor } = mailSender({ name: 'C', contact, branding: { primaryColor } });
      return [color, textColor];
    };
    expect(of('#FFE000')).toEqual(['#FFE000', '#1a1a1a']);
    expect(of('#102030')).toEqual(['#102030', '#ffffff']);
    for (const other of [null, 'red', '#fff', '#123456;background:url(https://x.example)', '#12345g']) {
      expect(of(other)).toEqual(['#1f4e79', '#ffffff']);
    }
  });
});

describe('hostile names in mails', () => {
  const hostile = `<script>alert("1")</script>' onload='x\r\nBcc: victim@evil.example\r\n\r\n<b>\u202Edlrow`;
  const flat = `<script>alert("1")</script>' onload='x Bcc: victim@evil.example <b> dlrow`;
  const person = { firstName: hostile, lastName: 'Falk', email: 'rosa@falk.example' };
  const branding = { senderName: hostile, primaryColor: '"><script>', supportPhone: hostile };
  const frame: MailFrame = {
    language: 'en',
    recipient: person,
    sender: mailSender({ name: 'C', contact: person, branding }),
  };
  const data: Partial<OrderMail> = {
    orderNumber: 'SO1',
    purchaseOrderNumber: hostile,
    customerName: hostile,
    customerContact: person,
    tenantDomain: hostile,
    administrator: hostile,
    lines: [
      {
        quantity: 1,
        productName: hostile,
        outcome: 'active',
        reason: {
          code: 'VENDOR_REJECTED',
          message: hostile,
          vendorMessage: `{orderNumber}${hostile}`,
          remedies: [{ description: hostile }],
        },
      },
    ],
  };
  let directory = '';
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tiergraph-mail-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  const expectPlain = (html: string): void => {
    const tags = new Set([...html.matchAll(/<\/?([a-z][\w-]*)/gi)].map(([, tag]) => tag));
    const known = 'html head meta title style body table tr td th h1 p span br a'.split(' ');
    expect([...tags].filter((tag) => !known.includes(tag ?? ''))).toEqual([]);
    expect([...html.matchAll(/\son\w+=/g)].length).toBe([...html.matchAll(/ onload=&#39;x/g)].length);
  };

  it.each(ORDER_MESSAGES)('stay text on one line each in %s', (name) => {
    const { subject, text, html } = rendered(name, data, frame);
    expectPlain(html);
    expect(visibleTexts(html)).toContain(flat);
    for (const part of [subject, text, html]) {
      expect(part).not.toMatch(/\u202E|\r|^Bcc/m);
    }
    expect(text).toContain(`Purchase order number: ${flat}\n`);
    expect(text).toContain(`“{orderNumber}${flat}”`);
  });

  it('stay text on one line each in a mail to the operators', () => {
    const item = { title: 'Job given up', remedy: 'Retry.', since: new Date(), message: hostile };
    const items = [{ ...item, orderNumber: 'SO1', customerName: hostile, line: { quantity: 1, productName: hostile } }];
    const { subject, text, html } = renderMail(
      'platform.attention',
      { items, total: 1 },
      sampleFrame('platform.attention'),
    );
    expectPlain(html);
    for (const part of [subject, text, html]) expect(part).not.toMatch(/\u202E|\r|^Bcc/m);
    expect(text).toContain(`  ${flat}\n`);
  });

  it('become no header and no recipient, nor do line breaks in addresses', async () => {
    const mailer = createMailer({ smtpUrl: undefined, directory, from: 'no-reply@tiergraph.example' });
    const recipient = { ...person, email: 'rosa@falk.example\r\nCc: second@evil.example' };
    const content = rendered('order.failed', data, frame);
    await mailer.send({ name: 'hostile', sender: frame.sender, recipient, content });
    const [mail] = await mailsIn(directory);
    expect([...(mail?.headers.keys() ?? [])].toSorted()).toEqual([
      'auto-submitted',
      'content-type',
      'date',
      'from',
      'message-id',
      'mime-version',
      'subject',
      'to',
    ]);
    expect(decodeWords(mail?.headers.get('from') ?? '')).toMatch(/<no-reply@tiergraph\.example>$/);
    expect(mail?.headers.get('to')).not.toMatch(/second@evil\.example>?$/);
  });

  it('are kept once when a mail is sent again under the same name', async () => {
    const mailer = createMailer({ smtpUrl: undefined, directory, from: 'no-reply@tiergraph.example' });
    for (const name of ['order.failed', 'order.completed'] as const) {
      const { sender, recipient } = sampleFrame(name);
      await mailer.send({ name: 'twice', sender, recipient, content: rendered(name) });
    }
    expect((await readdir(directory)).toSorted()).toEqual(['hostile.eml', 'twice.eml']);
    const mail = (await mailsIn(directory)).find(({ name }) => name === 'twice');
    expect(mail?.subject).toBe('Order SO100042: your subscriptions are ready');
    expect(mail?.headers.get('reply-to')).toBe('Champion Cloud <support@champion.example>');
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail?.text).toBe(rendered('order.completed').text);
    expect(mail?.html).toBe(rendered('order.completed').html);
  });
});
