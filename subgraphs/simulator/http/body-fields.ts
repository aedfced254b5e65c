import { invalidInput } from './refusal.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** The value as an object; refuses anything else, naming the field. */
export function fieldsOf(value: unknown, name: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalidInput(`${name} is missing.`);
  return value as Fields;
}

/** A string that is not empty; refuses anything else. */
export function requiredText(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string' || value === '') throw invalidInput(`${name} is missing.`);
  return value;
}

/** A string, or null when there is none. */
export function optionalText(fields: Fields, name: string): string | null {
  const value = fields[name];
  return typeof value === 'string' ? value : null;
}
