export type WaitingParty = 'VENDOR' | 'CUSTOMER' | 'RESELLER' | 'PROVIDER' | 'CREDIT' | 'SYSTEM';

/** Who or what an order waits on, as it stands in its newest event. Times are RFC 3339. */
export interface WaitingOn {
  readonly party: WaitingParty;
  readonly reason: string;
  readonly since: string;
  readonly expectedUntil?: string | undefined;
  readonly remedies: readonly { readonly description: string; readonly url?: string | undefined }[];
}
