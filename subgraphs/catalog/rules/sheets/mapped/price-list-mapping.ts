import type { ProductParameter } from '../../../../shared/domain/product-parameter.ts';
import type { SheetKind } from '../plan-shape.ts';
import { FaultyValue, readEntries, readObject, readText, readWord, type Place } from './json-reader.ts';
import { FIELD_NAMES, MAPPED_FIELDS, type MappedField } from './mapping-fields.ts';
import { readParameters, type MappedParameter } from './mapping-parameters.ts';

/** What an amount of a sheet is: of which part of the term, and in which part of the currency. */
export interface AmountUnit {
  readonly per: 'term' | 'month' | 'year';
  readonly in: 'major' | 'minor';
}

/** Where a field comes from. */
export type FieldSource =
  | {
      readonly kind: 'column';
      readonly column: string;
      /** What the sheet's own words mean, by their lower case; a word that is not among them is taken as it is. */
      readonly values: ReadonlyMap<string, string>;
      readonly unit: AmountUnit;
    }
  | { readonly kind: 'constant'; readonly value: string };

/** How to read the price lists of a vendor with a layout of its own. */
export interface PriceListMapping {
  readonly vendor: string;
  /** The kind of all its plans with a term. */
  readonly kind: SheetKind;
  /** What stands before the decimals of its numbers; by default what suits the separator of the file. */
  readonly decimalMark: 'point' | 'comma' | undefined;
  readonly fields: ReadonlyMap<MappedField, FieldSource>;
  readonly parameters: readonly MappedParameter[];
}

/** A mapping, or everything that is wrong with it: each fault names its place, such as `fields.price.per`. */
export type MappingReading = { readonly mapping: PriceListMapping } | { readonly faults: readonly string[] };

const KINDS = ['LICENCE', 'SOFTWARE'] as const;
const DECIMAL_MARKS = ['point', 'comma'] as const;
const MAX_TEXT = 200;

/** Reads a mapping from the parsed text of its file. */
export function readMapping(json: unknown): MappingReading {
  const faults: string[] = [];
  const place: Place = { path: '', faults };
  try {
    const entry = readObject(place, json, ['vendor', 'kind', 'decimalMark', 'fields', 'parameters']);
    const mapping: PriceListMapping = {
      vendor: readText(entry('vendor'), { max: MAX_TEXT }),
      kind: readWord(entry('kind'), KINDS, 'LICENCE'),
      decimalMark: readWord(entry('decimalMark'), DECIMAL_MARKS, undefined),
      fields: readFields(entry('fields')),
      parameters: readParameters(entry('parameters')),
    };
    return faults.length === 0 ? { mapping } : { faults };
  } catch (error) {
    if (!(error instanceof FaultyValue)) throw error;
    return { faults };
  }
}

function readFields(place: Place): PriceListMapping['fields'] {
  const entry = readObject(place, place.value, FIELD_NAMES);
  const fields = new Map<MappedField, FieldSource>();
  for (const name of FIELD_NAMES) {
    const field = entry(name);
    if (field.value !== undefined) fields.set(name, readField(field, name));
    else if (MAPPED_FIELDS[name].isRequired) field.faults.push(`${field.path} is missing.`);
  }
  return fields;
}

function readField(place: Place, name: MappedField): FieldSource {
  const rule = MAPPED_FIELDS[name];
  const entry = readObject(place, place.value, ['column', 'value', 'values', 'per', 'in']);
  const isConstant = entry('value').value !== undefined;
  if (isConstant === (entry('column').value !== undefined)) {
    place.faults.push(`${place.path} must have either a column or a value.`);
  }
  const hasUnit = entry('per').value !== undefined || entry('in').value !== undefined;
  if (hasUnit && (isConstant || rule.isAmount !== true)) {
    place.faults.push(`${place.path} is no amount of a column, so it has no unit.`);
  }
  if (isConstant) {
    const value = readText(entry('value'), { max: MAX_TEXT });
    checkValue(entry('value'), name, value);
    return { kind: 'constant', value };
  }
  return {
    kind: 'column',
    column: readText(entry('column'), { max: MAX_TEXT }),
    values: readValues(entry('values'), name),
    unit: {
      per: readWord(entry('per'), ['term', 'month', 'year'], 'term'),
      in: readWord(entry('in'), ['major', 'minor'], 'major'),
    },
  };
}

function readValues(place: Place, name: MappedField): ReadonlyMap<string, string> {
  if (place.value === undefined) return new Map();
  const translated = new Map<string, string>();
  for (const [word, at] of readEntries(place)) {
    const value = readText(at, { max: MAX_TEXT });
    checkValue(at, name, value);
    const key = word.trim().toLowerCase();
    if (translated.has(key)) at.faults.push(`${at.path} stands there twice: case does not count.`);
    translated.set(key, value);
  }
  return translated;
}

function checkValue({ path, faults }: Place, name: MappedField, value: string): void {
  const { values, fault } = MAPPED_FIELDS[name];
  if (value === '') return;
  if (values !== undefined && !values.includes(value)) faults.push(`${path} must be one of ${values.join(', ')}.`);
  const reason = fault?.(value);
  if (reason !== undefined) faults.push(`${path}: ${reason}`);
}

/** The parameters of a product. */
export function parametersOf({ parameters }: PriceListMapping, mpn: string): readonly ProductParameter[] {
  return parameters
    .filter(({ products }) => products === undefined || products.has(mpn.toUpperCase()))
    .map(({ products: _products, ...parameter }) => parameter);
}
