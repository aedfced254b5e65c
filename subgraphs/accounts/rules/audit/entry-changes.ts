import type { FieldChange } from '../../../shared/domain/field-changes.ts';

/** What a reader of an entry may see besides the entry itself. */
export interface EntryReader {
  /** Whether they see the account that made the change. */
  readonly seesMaker: boolean;
  /** Whether they are on one of the two sides of the deal, and may see money. */
  readonly seesAmounts: boolean;
}

/**
 * The changes of an entry that a reader may see, each field once: what is told of persons, and of a field whose old and new
 * values belong to two of them, comes together here.
 */
export function shownChanges(
  told: readonly FieldChange[],
  { seesMaker, seesAmounts }: EntryReader,
): readonly FieldChange[] {
  const byField = new Map<string, FieldChange>();
  for (const { field, before, after, shownTo } of told) {
    if (shownTo === 'MAKERS' && !seesMaker) continue;
    if (shownTo === 'PARTIES' && !seesAmounts) continue;
    const known = byField.get(field);
    const change = { field, before: known?.before ?? before, after: known?.after ?? after };
    // Two persons may have the same name.
    if (known !== undefined && change.before === change.after) byField.delete(field);
    else byField.set(field, change);
  }
  return [...byField.values()];
}
