/**
 * What a plan is, apart from its term: a licence, a software subscription (paid once for its term), a perpetual licence
 * or a trial. The windows for returns and the changes that are possible differ by it.
 */
export type PlanKind = 'LICENCE' | 'SOFTWARE' | 'PERPETUAL' | 'TRIAL';
