import type { FieldChange } from './field-changes.ts';
import type { Id } from './ids.ts';

/** What of a person was changed. It is kept apart from the entry of the audit log, so that erasing the person can change it. */
export interface PersonChange {
  /** The user who the person is; undefined for somebody who is none, such as a contact. */
  readonly userId?: Id<'usr'> | undefined;
  /** By which the person is found when they are erased. */
  readonly email?: string | undefined;
  readonly changes: readonly FieldChange[];
}
