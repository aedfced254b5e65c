import type { Id } from '../../../shared/domain/ids.ts';
import { isGiven, type Optional } from '../../../shared/domain/given.ts';
import { normalisePhone } from '../../../shared/domain/places/addresses.ts';
import { done, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';

/** How a seller presents itself to its customers. What the seller has not chosen is missing or null. */
export interface Branding {
  readonly displayName?: Optional<string>;
  readonly logoUrl?: Optional<string>;
  /** `#rrggbb`. */
  readonly primaryColor?: Optional<string>;
  readonly supportEmail?: Optional<string>;
  readonly supportPhone?: Optional<string>;
  readonly welcomeMessage?: Optional<string>;
  readonly senderName?: Optional<string>;
}

/** Branding as customers see it. */
export interface ShownBranding extends Branding {
  readonly accountId: Id<'acc'>;
  readonly displayName: string;
}

/** An account with what it has chosen. */
export interface NamedAccount {
  readonly id: Id<'acc'>;
  readonly name: string;
  readonly branding: Branding;
}

/** The branding of an account: its own name is shown unless it has chosen another. */
export function shownBranding({ id, name, branding }: NamedAccount): ShownBranding {
  return { ...branding, accountId: id, displayName: branding.displayName ?? name };
}

/** What a branding is checked against. */
export interface BrandedAccount {
  readonly branding: Branding;
  /** Of the account's address; telephone numbers without a country code are read as numbers of it. */
  readonly country: string | undefined;
}

const COLOR = /^#[\da-f]{6}$/i;
/** Names stand in the heads of mails, which are lines. */
const LINE_BREAK = /[\r\n\u2028\u2029]/;

/** The branding of an account after changes: what is undefined stays, and null removes. Refuses with every reason at once. */
export function changeBranding({ branding, country }: BrandedAccount, changes: Branding): Outcome<Branding> {
  const phone = isGiven(changes.supportPhone) ? normalisePhone(changes.supportPhone, country) : changes.supportPhone;
  const errors = [
    ...checkNames(changes),
    ...checkLogo(changes.logoUrl),
    ...checkColor(changes.primaryColor),
    ...(isGiven(changes.supportPhone) && phone === undefined ? [phoneInvalid()] : []),
  ];
  if (errors.length > 0) return refused(...errors);
  const given = Object.entries({
    ...changes,
    primaryColor: changes.primaryColor?.toLowerCase() ?? changes.primaryColor,
    supportPhone: phone,
  }).filter(([, value]) => value !== undefined);
  return done({ ...branding, ...Object.fromEntries(given) });
}

function checkNames({ displayName, senderName, welcomeMessage }: Branding): readonly Refusal[] {
  const empty = Object.entries({ displayName, senderName, welcomeMessage }).filter(
    ([, text]) => isGiven(text) && text.trim() === '',
  );
  const broken = Object.entries({ displayName, senderName }).filter(
    ([, text]) => isGiven(text) && LINE_BREAK.test(text),
  );
  const remedies = [{ description: 'Give null to remove it.' }];
  return [
    ...empty.map(([field]) => refusal('REQUIRED', `${field} must not be empty.`, { path: [field], remedies })),
    ...broken.map(([field]) => refusal('INVALID', `${field} must be one line.`, { path: [field] })),
  ];
}

function checkLogo(logoUrl: Optional<string>): readonly Refusal[] {
  if (!isGiven(logoUrl) || logoUrl.startsWith('https://')) return [];
  return [
    refusal(
      'INVALID',
      'A logo has an address that begins with https://, so that panels and mail programs can show it.',
      {
        path: ['logoUrl'],
      },
    ),
  ];
}

function checkColor(color: Optional<string>): readonly Refusal[] {
  if (!isGiven(color) || COLOR.test(color)) return [];
  return [
    refusal('INVALID', 'A colour is written as # and six hexadecimal digits.', {
      path: ['primaryColor'],
      remedies: [{ description: 'Write it like #0f5c4d.' }],
    }),
  ];
}

function phoneInvalid(): Refusal {
  return refusal('ADDRESS_INVALID', 'This is not a telephone number of the country of the account.', {
    path: ['supportPhone'],
    remedies: [{ description: 'Write it with its country code, like +12065550100.' }],
  });
}
