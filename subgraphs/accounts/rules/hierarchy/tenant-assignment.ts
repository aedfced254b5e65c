/** Whether an assigned tenant is new to the customer, is its own already, or contradicts the one it has. */
export type TenantAssignment = 'ASSIGN' | 'KNOWN' | 'HAS_ANOTHER';

/** Decides about an assigned tenant: a customer keeps its first one. Domains are compared without regard to case. */
export function decideTenant(current: string | undefined, assigned: string): TenantAssignment {
  if (current === undefined) return 'ASSIGN';
  return current.toLowerCase() === assigned.toLowerCase() ? 'KNOWN' : 'HAS_ANOTHER';
}
