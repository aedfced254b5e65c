import { Field, ObjectType, type ClassType } from 'type-graphql';
import type { Outcome, Refusal } from '../domain/refusal.ts';
import { UserError } from './user-errors.ts';

const USER_ERRORS =
  'The reasons for refusing the call, each with a remedy. Empty on success. When there is one, nothing was changed.';

/** The result of a mutation: its fields when it did its work, `userErrors` when it refused. */
export type Payload<Fields extends object> = Partial<Fields> & { readonly userErrors: readonly Refusal[] };

/** A field of a payload; it is null when the mutation refused. */
export interface PayloadField {
  readonly type: () => object;
  readonly description: string;
}

/**
 * Declares `<mutation>Payload` with the given fields and `userErrors`.
 *
 * @param mutation the mutation's name with a capital: `PlaceOrder`
 */
export function payloadType(
  mutation: string,
  description: string,
  fields: Readonly<Record<string, PayloadField>> = {},
): ClassType {
  @ObjectType(`${mutation}Payload`, { description })
  class PayloadOf {}
  for (const [field, { type, description: what }] of Object.entries(fields)) {
    const options = { nullable: true, description: `${what} Null when the call was refused.` };
    Field(type as () => ClassType, options)(PayloadOf.prototype, field);
  }
  Field(() => [UserError], { description: USER_ERRORS })(PayloadOf.prototype, 'userErrors');
  return PayloadOf;
}

/** Turns a use case's outcome into its mutation's payload: the value under the name of the payload's field. */
export function toPayload<Value, Name extends string>(
  outcome: Outcome<Value>,
  field: Name,
): Payload<Readonly<Record<Name, Value>>> {
  const value = outcome.ok ? { [field]: outcome.value } : {};
  return { ...(value as Partial<Record<Name, Value>>), userErrors: refusalsOf(outcome) };
}

/** Turns an outcome whose value has the payload's fields into that payload. */
export function toFlatPayload<Fields extends object>(outcome: Outcome<Fields>): Payload<Fields> {
  return { ...(outcome.ok ? outcome.value : ({} as Partial<Fields>)), userErrors: refusalsOf(outcome) };
}

function refusalsOf(outcome: Outcome<unknown>): readonly Refusal[] {
  return outcome.ok ? [] : outcome.errors;
}
