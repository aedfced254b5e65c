/** What becomes of a tenant that was assigned to a customer. */
export type TenantAssignment = 'ASSIGN' | 'KNOWN' | 'HAS_ANOTHER';

/** Decides about an assigned tenant: a customer keeps its first one. Domains are compared without regard to case. */
export function decideTenant(current: string | undefined, assigned: string): TenantAssignment {
  if (current === undefined) return 'ASSIGN';
  return current.toLowerCase() === assigned.toLowerCase() ? 'KNOWN' : 'HAS_ANOTHER';
}
