export type Behaviour =
  /** The line takes ten times as long. */
  | 'slow'
  /** The line waits until the customer agreement is accepted again. */
  | 'action-required'
  /** The line is accepted and ends `Unfulfilled`. */
  | 'unfulfilled'
  /** The line is refused at checkout. */
  | 'rejected'
  /** The last of several lines is refused in `orderErrors`; a single line ends `Unfulfilled`. */
  | 'partial'
  /** The last line is bought, but the answer to the checkout does not mention it. The list of orders does. */
  | 'unmentioned'
  /** The last line is neither bought nor refused: the vendor never mentions it. */
  | 'forgotten'
  /** The request takes effect, then the socket is destroyed. A repetition of the request is answered. */
  | 'drop-reply'
  /** The socket is destroyed at once, and the request takes effect after `lateSeconds`. */
  | 'apply-late'
  /** The first attempt of a request is answered with status 503 and changes nothing. */
  | 'outage'
  /** The first attempt of a request is answered with status 429 and `Retry-After: 1`, and changes nothing. */
  | 'throttled'
  /** For a while after each change, a subscription refuses further changes with code 900278. */
  | 'busy';

export type ScriptedOperation = 'createCustomer' | 'checkout' | 'updateSubscription';

export interface Script {
  /** The script applies to tenants whose domain contains this text. */
  readonly domainPart: string;
  /** The script also applies to a line or a change of exactly this quantity, in any tenant. */
  readonly quantity: number | null;
  readonly operations: readonly ScriptedOperation[];
  readonly behaviour: Behaviour;
}

const anyWrite: readonly ScriptedOperation[] = ['createCustomer', 'checkout', 'updateSubscription'];

/** The requests that do not simply succeed. Several rows may match the same request. */
export const scripts: readonly Script[] = [
  { domainPart: 'slow', quantity: 115, operations: ['checkout'], behaviour: 'slow' },
  { domainPart: 'actionrequired', quantity: 116, operations: ['checkout'], behaviour: 'action-required' },
  { domainPart: 'unfulfilled', quantity: 114, operations: ['checkout'], behaviour: 'unfulfilled' },
  { domainPart: 'rejected', quantity: 113, operations: ['checkout'], behaviour: 'rejected' },
  { domainPart: 'partial', quantity: null, operations: ['checkout'], behaviour: 'partial' },
  { domainPart: 'unmentioned', quantity: null, operations: ['checkout'], behaviour: 'unmentioned' },
  { domainPart: 'forgotten', quantity: null, operations: ['checkout'], behaviour: 'forgotten' },
  { domainPart: 'dropreply', quantity: 117, operations: anyWrite, behaviour: 'drop-reply' },
  { domainPart: 'droporder', quantity: null, operations: ['checkout'], behaviour: 'drop-reply' },
  { domainPart: 'droptenant', quantity: null, operations: ['createCustomer'], behaviour: 'drop-reply' },
  { domainPart: 'applieslate', quantity: 118, operations: ['checkout'], behaviour: 'apply-late' },
  { domainPart: 'latetenant', quantity: null, operations: ['createCustomer'], behaviour: 'apply-late' },
  { domainPart: 'outage', quantity: 119, operations: anyWrite, behaviour: 'outage' },
  { domainPart: 'throttled', quantity: 120, operations: anyWrite, behaviour: 'throttled' },
  { domainPart: 'busy', quantity: null, operations: ['updateSubscription'], behaviour: 'busy' },
];

/**
 * Tenants that exist although nobody created them: the first row whose part occurs in the domain decides. A related tenant
 * has a relationship with every reseller and has accepted the first version of the customer agreement, unless its domain
 * contains one of the parts below.
 */
export const impliedTenants = [
  { domainPart: 'norelationship', related: false },
  { domainPart: 'existing', related: true },
  { domainPart: 'taken', related: false },
] as const;

/** Implied tenants with this part in their domain have a relationship with the provider and with no reseller. */
export const withoutResellerPart = 'noreseller';

/** Implied tenants with this part in their domain have never accepted the customer agreement. */
export const withoutAgreementPart = 'noagreement';

/** The segment that an implied tenant is approved for, by a part of its domain. */
export const impliedQualifications = [
  { domainPart: 'nonprofit', qualification: 'nonprofit' },
  { domainPart: 'charity', qualification: 'nonprofit' },
  { domainPart: 'edu', qualification: 'education' },
] as const;

/** The behaviours of an operation for a domain and quantities. */
export function behavioursOf(
  operation: ScriptedOperation,
  subject: { readonly domain: string; readonly quantities: readonly number[] },
): ReadonlySet<Behaviour> {
  const domain = subject.domain.toLowerCase();
  const matching = scripts.filter(
    (script) =>
      script.operations.includes(operation) &&
      (domain.includes(script.domainPart) ||
        (script.quantity !== null && subject.quantities.includes(script.quantity))),
  );
  return new Set(matching.map((script) => script.behaviour));
}
