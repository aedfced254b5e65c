/** Thrown for a request that the vendor refuses; it becomes the error body `{code, description, data, source}`. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: string;
  readonly data: readonly unknown[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    description: string,
    extra: { readonly data?: readonly unknown[]; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(description);
    this.status = status;
    this.code = code;
    this.data = extra.data ?? [];
    this.headers = extra.headers ?? {};
  }
}

/** Codes of the error body. Those from the vendor's public list have the meaning given there; the others are invented. */
export const codes = {
  invalidInput: '2000',
  customerNotFound: '2002',
  mpnIdInvalid: '2200',
  noCspAccount: '2204',
  staleEtag: '2055',
  agreementMissing: '13605',
  noRelationship: '20002',
  subscriptionNotFound: '20003',
  domainTaken: '600006',
  quantityTooLow: '800089',
  quantityTooHigh: '800090',
  suspended: '800091',
  notEnrolledInCsp: '900154',
  attestationMissing: '900203',
  attestationRefused: '900206',
  operationPending: '900278',
  windowClosed: '900292',
  tooManyUpdates: '900311',
} as const;

/** Refuses a request that is not well formed. */
export function invalidInput(description: string): Refusal {
  return new Refusal(400, codes.invalidInput, description);
}

/** Refuses an id that does not exist. The code is the HTTP status unless the vendor documents another. */
export function notFound(description: string, code = '404'): Refusal {
  return new Refusal(404, code, description);
}

/** The body with which the vendor reports a refusal. */
export function refusalBody(refusal: Refusal): Record<string, unknown> {
  return { code: refusal.code, description: refusal.message, data: refusal.data, source: 'PartnerFD' };
}
