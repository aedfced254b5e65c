import type { Id } from '../../../../shared/domain/ids.ts';

/** A version of a vendor's price list that is being written and that nobody sees yet. */
export interface VersionDraft {
  readonly importId: Id<'imp'>;
  readonly vendorId: Id<'ven'>;
  /** One more than the version that readers see. */
  readonly version: number;
  readonly now: Date;
  /**
   * From when on a full sheet replaces what it does not have: now, or the beginning of its month. Undefined for a preview or
   * a part of a sheet, which replaces nothing.
   */
  readonly replacesFrom: Date | undefined;
  /** The end of its month: of what begins later it says nothing. */
  readonly speaksUntil: Date;
}

/** The condition for periods that the readers of a version see, and for those that the draft will show. */
export function seenIn(version: number): string {
  return `period.since_version <= ${version} and (period.until_version is null or period.until_version > ${version})`;
}
