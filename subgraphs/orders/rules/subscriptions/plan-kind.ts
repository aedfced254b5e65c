/** The kind of a plan: it decides for how many days a purchase can be returned. */
export type PlanKind = 'LICENCE' | 'SOFTWARE' | 'PERPETUAL' | 'TRIAL';

const SOFTWARE_CATEGORY = 'Software';

/** The kind of a plan, from its term and from the category of its product in the catalogue. */
export function planKind(plan: { readonly term: string | null; readonly category: string }): PlanKind {
  if (plan.term === null) return 'PERPETUAL';
  return plan.category === SOFTWARE_CATEGORY ? 'SOFTWARE' : 'LICENCE';
}
