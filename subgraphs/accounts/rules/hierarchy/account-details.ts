import type { Optional } from '../../../shared/domain/given.ts';

/** A postal address. What an address does not have is missing or null. */
export interface Address {
  readonly line1: string;
  readonly line2?: Optional<string>;
  readonly city: string;
  readonly region?: Optional<string>;
  readonly postalCode?: Optional<string>;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

/** The person to write to at an account. */
export interface Contact {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  /** E.164 once it is checked. */
  readonly phone?: Optional<string>;
}
