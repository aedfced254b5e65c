import { invalidInput } from './refusal.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** Reads an object. Refuses any other value with a message that names the field. */
export function fieldsOf(value: unknown, name: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalidInput(`${name} is missing.`);
  return value as Fields;
}

/** Reads a string that is not empty. Refuses any other value. */
export function requiredText(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string' || value === '') throw invalidInput(`${name} is missing.`);
  return value;
}

/** Reads a string; null when the field is missing or has another type. */
export function optionalText(fields: Fields, name: string): string | null {
  const value = fields[name];
  return typeof value === 'string' ? value : null;
}
