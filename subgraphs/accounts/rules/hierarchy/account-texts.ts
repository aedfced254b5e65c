import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';

/** The texts of an account that people type. */
export interface AccountTexts {
  readonly name?: string | null | undefined;
  readonly externalId?: string | null | undefined;
  readonly address?: object | null | undefined;
  readonly contact?: object | null | undefined;
}

const OPTIONAL = new Set(['line2', 'region', 'postalCode', 'phone', 'externalId']);

/** What is wrong with the texts: each required one that is empty, with its place. */
export function checkAccountTexts(texts: AccountTexts): readonly Refusal[] {
  return [
    ...check({ name: texts.name, externalId: texts.externalId }, []),
    ...check(texts.address ?? {}, ['address']),
    ...check(texts.contact ?? {}, ['contact']),
  ];
}

function check(values: object, prefix: readonly string[]): readonly Refusal[] {
  return Object.entries(values).flatMap(([field, value]: [string, unknown]) => {
    if (typeof value !== 'string') return [];
    const path = [...prefix, field];
    if (value.trim() !== '' || OPTIONAL.has(field)) return [];
    return [refusal('REQUIRED', `${path.join('.')} must not be empty.`, { path })];
  });
}
