import { registerEnumType } from 'type-graphql';

/** The values of a GraphQL enum, each under its own name, as type-graphql requires them. */
export type EnumValues<Value extends string> = { readonly [V in Value]: V };

/**
 * Declares an enum from a union of the rules. The values are listed once, with their descriptions; the compiler checks that
 * the list is complete and has nothing else.
 *
 * @example enumType<LineStatus>('ProvisioningStatus', 'The status of …', { SUBMITTED: 'The line …', … })
 */
export function enumType<Value extends string>(
  name: string,
  description: string,
  values: Readonly<Record<Value, string>>,
): EnumValues<Value> {
  const texts = Object.entries<string>(values);
  const valuesByName: Readonly<Record<string, string>> = Object.fromEntries(texts.map(([value]) => [value, value]));
  const valuesConfig = Object.fromEntries(texts.map(([value, text]) => [value, { description: text }]));
  registerEnumType(valuesByName, { name, description, valuesConfig });
  return valuesByName as EnumValues<Value>;
}
