import { invariant } from '../../../shared/domain/invariant.ts';
import type { CustomerSegment } from '../../../shared/domain/trade.ts';

/** The customer as it was when the order was placed: what the vendor and the mails need. */
export interface CustomerProfile {
  readonly name: string;
  readonly segment: CustomerSegment;
  readonly address: CustomerAddress;
  readonly contact: CustomerContact;
  readonly resellerName: string;
}

/** A postal address. Profiles are stored as JSON, in which an absent part is missing or null. */
export interface CustomerAddress {
  readonly line1: string;
  readonly line2?: string | null;
  readonly city: string;
  readonly region?: string | null;
  readonly postalCode?: string | null;
  readonly country: string;
}

/** The administrative contact. */
export interface CustomerContact {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone?: string | null;
}

/** The customer of an order that has lines. */
export function profileOf(order: { readonly customerProfile?: CustomerProfile | null | undefined }): CustomerProfile {
  const { customerProfile } = order;
  invariant(customerProfile, 'an order with lines has a customer');
  return customerProfile;
}
