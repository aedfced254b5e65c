/** Who accepted the vendor's customer agreement on behalf of the customer: a person, in their own name. */
export interface CustomerAgreement {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  /** In E.164 form. */
  readonly phone?: string | undefined;
  /** The day of the acceptance, `2026-11-20`. */
  readonly acceptedOn: string;
}

/** An acceptance as it is stored. */
export interface RecordedAgreement extends CustomerAgreement {
  /** The version of the vendor's text that was accepted. */
  readonly version: string;
  readonly recordedAt: Date;
}
