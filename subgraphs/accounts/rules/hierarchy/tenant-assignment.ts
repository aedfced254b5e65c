/** A tenant of a customer, and when it was assigned; undefined for one that was known before any order. */
export interface AssignedTenant {
  readonly domain: string;
  readonly assignedAt: Date | undefined;
}

/** Whether an assigned tenant is new to the customer, is its own already, or contradicts the one it has. */
export type TenantAssignment = 'ASSIGN' | 'KNOWN' | 'HAS_ANOTHER';

/**
 * Decides about an assigned tenant: a customer keeps its first one, in whatever order it is told of them. Domains are compared
 * without regard to case.
 */
export function decideTenant(
  current: AssignedTenant | undefined,
  assigned: AssignedTenant & { readonly assignedAt: Date },
): TenantAssignment {
  if (current === undefined) return 'ASSIGN';
  const isEarlier = current.assignedAt !== undefined && assigned.assignedAt < current.assignedAt;
  if (isEarlier) return 'ASSIGN';
  return current.domain.toLowerCase() === assigned.domain.toLowerCase() ? 'KNOWN' : 'HAS_ANOTHER';
}
