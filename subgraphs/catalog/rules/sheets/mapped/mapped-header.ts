import type { PriceListHeader } from '../price-list-header.ts';
import type { Separator } from '../separator.ts';
import { readHeader } from '../sheet-header.ts';
import { inStandardUnits } from './amount-units.ts';
import { FIELD_NAMES, MAPPED_FIELDS, type MappedField } from './mapping-fields.ts';
import { parametersOf, type FieldSource, type PriceListMapping } from './price-list-mapping.ts';

/** The fields by the columns of the standard layout that mean the same. */
const FIELD_OF: ReadonlyMap<string, MappedField> = new Map(
  FIELD_NAMES.flatMap((name): readonly (readonly [string, MappedField])[] => {
    const { column } = MAPPED_FIELDS[name];
    return column === undefined ? [] : [[column, name]];
  }),
);

/** The words of the standard layout for values that mappings name as the graph does. */
const WRITTEN: Readonly<Record<string, string>> = { ONE_TIME: 'OneTime' };
const TAGS: Readonly<Record<PriceListMapping['kind'], string>> = { LICENCE: 'License', SOFTWARE: 'Software' };

/**
 * Reads the first record of a price list in a vendor's own layout: what follows is then read as if it were written in the
 * standard one. Returns the reason, in one sentence, when a column is missing or occurs twice.
 */
export function readMappedHeader(
  record: readonly string[],
  separator: Separator,
  mapping: PriceListMapping,
): PriceListHeader | string {
  const { fields, kind, decimalMark } = mapping;
  const columns = new Set([...fields.values()].flatMap((source) => (source.kind === 'column' ? [source.column] : [])));
  const header = readHeader(record, { required: [...columns], optional: [] });
  if (typeof header === 'string') return header;
  const readField = (record_: readonly string[], name: MappedField): string => {
    const source = fields.get(name);
    if (source === undefined) return '';
    return source.kind === 'constant' ? source.value : translated(source, header.read(record_, source.column));
  };
  return {
    width: header.width,
    has: (column) => fields.has(FIELD_OF.get(column) ?? 'category'),
    read: (record_, column) => {
      const name = FIELD_OF.get(column);
      if (name !== undefined) return WRITTEN[readField(record_, name)] ?? readField(record_, name);
      return column === 'Tags' ? TAGS[kind] : '';
    },
    separator: decimalMark === undefined ? separator : SEPARATORS[decimalMark],
    warnings: [],
    own: {
      hasNoSku: !fields.has('sku'),
      category: (record_) => readField(record_, 'category'),
      inStandardUnits: (period, plan) => inStandardUnits(fields, period, plan),
      parametersOf: (mpn) => parametersOf(mapping, mpn),
      nameOf: (column) => nameOf(fields, column),
    },
  };
}

/** A separator beside which numbers are written like that. */
const SEPARATORS: Readonly<Record<NonNullable<PriceListMapping['decimalMark']>, Separator>> = {
  point: ',',
  comma: ';',
};

function translated({ values }: Extract<FieldSource, { kind: 'column' }>, text: string): string {
  return values.get(text.toLowerCase()) ?? text;
}

function nameOf(fields: PriceListMapping['fields'], column: string): string {
  const name = FIELD_OF.get(column) ?? 'category';
  const source = fields.get(name);
  return source?.kind === 'column' ? source.column : name;
}
