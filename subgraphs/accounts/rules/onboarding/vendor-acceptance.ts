import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';

/** Domains of vendors. A vendor does not accept its own addresses as the contact of a customer. */
const VENDOR_DOMAINS: readonly string[] = ['microsoft.com'];

const MIN_NAME_LENGTH = 2;

/** What a vendor checks before it accepts a company as a customer. */
export interface Company {
  readonly name: string | undefined;
  readonly contact: { readonly email: string } | undefined;
}

/** Refuses what the vendor would not accept: a name of a single letter, and a contact at the vendor itself. */
export function checkVendorAcceptance({ name, contact }: Company): readonly Refusal[] {
  const errors: Refusal[] = [];
  const length = name?.trim().length ?? MIN_NAME_LENGTH;
  if (length > 0 && length < MIN_NAME_LENGTH) {
    errors.push(
      refusal(
        'INVALID',
        `A company name needs at least ${MIN_NAME_LENGTH} characters, because vendors do not accept shorter ones.`,
        {
          path: ['name'],
          remedies: [{ description: 'Give the legal name of the company.' }],
        },
      ),
    );
  }
  const domain = contact?.email.slice(contact.email.lastIndexOf('@') + 1).toLowerCase();
  const vendorDomain = VENDOR_DOMAINS.find((known) => domain === known || domain?.endsWith(`.${known}`) === true);
  if (vendorDomain !== undefined) {
    errors.push(
      refusal(
        'INVALID',
        `An address at ${vendorDomain} belongs to the vendor, who does not accept it as the contact of a customer.`,
        {
          path: ['contact', 'email'],
          remedies: [{ description: 'Give an address of the customer or of its reseller.' }],
        },
      ),
    );
  }
  return errors;
}
