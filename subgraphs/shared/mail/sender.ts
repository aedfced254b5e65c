import { isGiven, type Optional } from '../domain/given.ts';
import type { OwnText } from './own-text.ts';
import { webAddress } from './texts.ts';

/** A person who receives a mail, or who can be asked. */
export interface MailPerson {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
}

/** How a seller presents itself to its customers. Everything is optional. */
export interface SellerBranding {
  readonly displayName?: Optional<string>;
  readonly logoUrl?: Optional<string>;
  readonly primaryColor?: Optional<string>;
  readonly supportEmail?: Optional<string>;
  readonly supportPhone?: Optional<string>;
  readonly senderName?: Optional<string>;
  readonly welcomeMessage?: Optional<string>;
}

/** The account in whose name a mail is sent. */
export interface Seller {
  readonly name: string;
  readonly contact: MailPerson | null;
  readonly branding: SellerBranding;
  /** What it says in its own words; nothing unless given. */
  readonly texts?: readonly OwnText[];
}

/** The sender of a mail as its reader sees it. */
export interface MailSender {
  readonly name: string;
  /** An address with https, which mail programs load the logo from. */
  readonly logoUrl: string | undefined;
  /** The colour of the header, as `#rrggbb`. */
  readonly color: string;
  /** The colour of the text on the header: dark or light, whichever is easier to read. */
  readonly textColor: string;
  readonly supportEmail: string | undefined;
  readonly supportPhone: string | undefined;
  /** What the seller's mails begin with. */
  readonly welcomeMessage: string | undefined;
  /** What it says in its own words. */
  readonly texts: readonly OwnText[];
}

const DEFAULT_COLOR = '#1f4e79';
const DARK_TEXT = '#1a1a1a';
const LIGHT_TEXT = '#ffffff';

/** The sender in the seller's name and colour. Questions go to the seller's contact unless it has named its support. */
export function mailSender({ name, contact, branding, texts = [] }: Seller): MailSender {
  const { senderName, displayName, logoUrl, primaryColor, supportEmail, supportPhone, welcomeMessage } = branding;
  const color = isColor(primaryColor) ? primaryColor : DEFAULT_COLOR;
  const hasSupport = hasText(supportEmail) || hasText(supportPhone);
  return {
    name: [senderName, displayName].find(hasText) ?? name,
    logoUrl: isGiven(logoUrl) && /^https:/i.test(logoUrl) ? webAddress(logoUrl) : undefined,
    color,
    textColor: luminance(color) > 0.35 ? DARK_TEXT : LIGHT_TEXT,
    supportEmail: hasSupport ? (supportEmail ?? undefined) : contact?.email,
    supportPhone: supportPhone ?? undefined,
    welcomeMessage: hasText(welcomeMessage) ? welcomeMessage : undefined,
    texts,
  };
}

/** The platform itself, where no seller is known. */
export const PLATFORM_SENDER: MailSender = mailSender({ name: 'Tiergraph', contact: null, branding: {} });

function hasText(text: Optional<string>): text is string {
  return isGiven(text) && text.trim() !== '';
}

function isColor(text: Optional<string>): text is string {
  return isGiven(text) && /^#[0-9a-f]{6}$/i.test(text);
}

/** The relative luminance of a colour, from 0 for black to 1 for white. Source: WCAG 2.2. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(color.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
