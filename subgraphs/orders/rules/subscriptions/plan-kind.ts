/** What a plan is, as far as the days in which it can be given back depend on it. */
export type PlanKind = 'LICENCE' | 'SOFTWARE' | 'PERPETUAL';

const SOFTWARE_CATEGORY = 'Software';

/** Tells the kind of a plan from its term and the shelf that its product stands on in the catalogue. */
export function planKind(plan: { readonly term: string | null; readonly category: string }): PlanKind {
  if (plan.term === null) return 'PERPETUAL';
  return plan.category === SOFTWARE_CATEGORY ? 'SOFTWARE' : 'LICENCE';
}
