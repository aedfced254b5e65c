import type { Optional } from '../../../shared/domain/given.ts';
import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';

/** The texts of an account that people type. What is left out is not checked. */
export interface AccountTexts {
  readonly name?: string | undefined;
  /** Null removes it. */
  readonly externalId?: Optional<string>;
  readonly address?: object | undefined;
  readonly contact?: object | undefined;
}

const OPTIONAL_TEXTS = new Set(['line2', 'region', 'postalCode', 'phone', 'externalId']);

/** Refuses each required text that is empty, or that holds only blanks. */
export function checkAccountTexts({ name, externalId, address, contact }: AccountTexts): readonly Refusal[] {
  return [
    ...checkTexts({ name, externalId }, []),
    ...checkTexts(address, ['address']),
    ...checkTexts(contact, ['contact']),
  ];
}

function checkTexts(texts: object | undefined, prefix: readonly string[]): readonly Refusal[] {
  return Object.entries(texts ?? {}).flatMap(([field, value]: [string, unknown]) => {
    if (typeof value !== 'string' || value.trim() !== '' || OPTIONAL_TEXTS.has(field)) return [];
    const path = [...prefix, field];
    return [refusal('REQUIRED', `${path.join('.')} must not be empty.`, { path })];
  });
}

/** Keeps the first refusal for each path: a text may break several rules, but one reason is enough. */
export function firstPerPath(refusals: readonly Refusal[]): readonly Refusal[] {
  const paths = new Set<string>();
  return refusals.filter(({ path }) => {
    const name = path.join('.');
    if (paths.has(name)) return false;
    paths.add(name);
    return true;
  });
}
