import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';

/** Domains of vendors at which no customer can be reached: the vendor refuses them as contacts. */
const VENDOR_DOMAINS: readonly string[] = ['microsoft.com'];

const MIN_NAME_LENGTH = 2;

/** What a vendor looks at before it takes a company as a customer. */
export interface Company {
  readonly name: string | undefined;
  readonly contact: { readonly email: string } | undefined;
}

/** What the vendor would not accept of a customer: a name of a single letter, a contact at the vendor itself. */
export function checkVendorAcceptance({ name, contact }: Company): readonly Refusal[] {
  const errors: Refusal[] = [];
  const length = name?.trim().length ?? MIN_NAME_LENGTH;
  if (length > 0 && length < MIN_NAME_LENGTH) {
    errors.push(
      refusal('INVALID', `A company name has at least ${MIN_NAME_LENGTH} characters: vendors accept no shorter ones.`, {
        path: ['name'],
        remedies: [{ description: 'Give the legal name of the company.' }],
      }),
    );
  }
  const domain = contact?.email.slice(contact.email.lastIndexOf('@') + 1).toLowerCase() ?? '';
  const vendorDomain = VENDOR_DOMAINS.find((known) => domain === known || domain.endsWith(`.${known}`));
  if (vendorDomain !== undefined) {
    errors.push(
      refusal('INVALID', `An address at ${vendorDomain} is the vendor's own, which accepts it for no customer.`, {
        path: ['contact', 'email'],
        remedies: [{ description: "Give an address of the customer, or the reseller's own." }],
      }),
    );
  }
  return errors;
}
