import { describe, expect, it } from 'vitest';
import { parametersOf, readMapping } from '../../../../../subgraphs/catalog/rules/sheets/mapped/price-list-mapping.ts';

const FIELDS = {
  product: { column: 'Code' },
  name: { column: 'Name' },
  term: { value: 'P1Y' },
  billing: { value: 'ANNUAL' },
  market: { value: 'US' },
  currency: { value: 'USD' },
  price: { column: 'Price' },
  from: { column: 'From' },
};
const PARAMETER = { name: 'site', label: 'Site', type: 'TEXT' };
const GOOD = { vendor: 'Example Works', fields: FIELDS };

const faultsOf = (json: unknown): readonly string[] => {
  const reading = readMapping(json);
  return 'faults' in reading ? reading.faults : [];
};
const field = (name: string, value: unknown) => ({ ...GOOD, fields: { ...FIELDS, [name]: value } });
const parameter = (change: object) => ({ ...GOOD, parameters: [{ ...PARAMETER, ...change }] });

describe('a mapping', () => {
  it('needs a vendor and the fields without which no row can be read', () => {
    expect(faultsOf(GOOD)).toEqual([]);
    expect(faultsOf({ fields: {} })).toEqual([
      'vendor is missing.',
      ...['product', 'name', 'term', 'billing', 'market', 'currency', 'price', 'from'].map(
        (name) => `fields.${name} is missing.`,
      ),
    ]);
  });

  it.each<[unknown, string]>([
    [null, 'The file must be an object.'],
    [[GOOD], 'The file must be an object.'],
    [{ ...GOOD, fields: [] }, 'fields must be an object.'],
    [{ ...GOOD, vendor: 7 }, 'vendor must be a text of 1 to 200 characters.'],
    [{ ...GOOD, vendor: '\0' }, 'vendor must be a text of 1 to 200 characters.'],
    [{ ...GOOD, kind: 'TRIAL' }, 'kind must be one of LICENCE, SOFTWARE.'],
    [{ ...GOOD, decimalMark: ',' }, 'decimalMark must be one of point, comma.'],
    [{ ...GOOD, column: 'x' }, 'column is unknown. There may be vendor, kind, decimalMark, fields, parameters.'],
    [{ ...GOOD, 'a b': 'x' }, '["a b"] is unknown. There may be'],
    [field('prices', {}), 'fields.prices is unknown. There may be product, sku,'],
    [field('name', 'Name'), 'fields.name must be an object.'],
    [field('name', {}), 'fields.name must have either a column or a value.'],
    [field('name', { column: 'A', value: 'B' }), 'fields.name must have either a column or a value.'],
    [field('name', { column: 'A', per: 'month' }), 'fields.name is no amount of a column, so it has no unit.'],
    [field('price', { column: 'A', per: 'day' }), 'fields.price.per must be one of term, month, year.'],
    [field('price', { column: 'A', in: 'cents' }), 'fields.price.in must be one of major, minor.'],
    [field('term', { value: '1 year' }), 'fields.term.value must be one of P1M, P1Y, P3Y, ONE_TIME.'],
    [field('market', { value: 'UK' }), 'fields.market.value: A country must be given as'],
    [field('currency', { value: 'BTC' }), 'fields.currency.value: BTC is not the ISO 4217 code of a currency.'],
    [
      field('term', { column: 'A', values: { Year: 'P1Y', year: 'P3Y' } }),
      'fields.term.values.year stands there twice',
    ],
    [field('term', { column: 'A', values: { '1 year': 12 } }), 'fields.term.values["1 year"] must be a text'],
    [{ ...GOOD, parameters: {} }, 'parameters must be a list of at most 50.'],
    [{ ...GOOD, parameters: Array.from({ length: 51 }, () => PARAMETER) }, 'parameters must be a list of at most 50.'],
    [{ ...GOOD, parameters: [PARAMETER, PARAMETER] }, 'parameters[1].name stands there twice for one product.'],
    [parameter({ name: 'a b' }), 'parameters[0].name must begin with a letter'],
    [parameter({ type: 'DATE' }), 'parameters[0].type must be one of TEXT, CHOICE, NUMBER, EMAIL, CHECKBOX.'],
    [parameter({ type: undefined }), 'parameters[0].type is missing.'],
    [parameter({ required: 'yes' }), 'parameters[0].required must be true or false.'],
    [parameter({ choices: ['a'] }), 'parameters[0].choices is for parameters of the type CHOICE.'],
    [parameter({ type: 'CHOICE' }), 'parameters[0].choices must have at least one choice.'],
    [parameter({ type: 'CHOICE', choices: ['a', 'a'] }), 'parameters[0].choices has a choice twice.'],
    [parameter({ type: 'NUMBER', pattern: '1' }), 'parameters[0].pattern is for parameters of the type TEXT.'],
    [parameter({ pattern: '(a)\\1' }), 'parameters[0].pattern must be a regular expression of RE2'],
    [parameter({ products: [] }), 'parameters[0].products must name at least one product.'],
  ])('with %j has a fault that names its place', (json, fault) => {
    expect(faultsOf(json)).toEqual(expect.arrayContaining([expect.stringContaining(fault)]));
  });

  it('tells every fault at once', () => {
    const faults = faultsOf({ ...field('price', { column: '', per: 'day' }), vendor: '', parameters: [{}] });
    expect(faults).toEqual([
      'vendor must be a text of 1 to 200 characters.',
      'fields.price.column must be a text of 1 to 200 characters.',
      'fields.price.per must be one of term, month, year.',
      'parameters[0].type is missing.',
      'parameters[0].name is missing.',
      'parameters[0].label is missing.',
    ]);
  });

  it('may ask the same of some products in two ways', () => {
    const reading = readMapping({
      ...GOOD,
      parameters: [
        { ...PARAMETER, products: ['desk'] },
        { ...PARAMETER, label: 'Other', products: ['SIGN'] },
        { ...PARAMETER, name: 'all' },
      ],
    });
    if (!('mapping' in reading)) throw new Error(reading.faults.join(' '));
    const asked = (mpn: string) => parametersOf(reading.mapping, mpn).map(({ name, label }) => `${name} ${label}`);
    expect([asked('Desk'), asked('SIGN'), asked('OTHER')]).toEqual([
      ['site Site', 'all Site'],
      ['site Other', 'all Site'],
      ['all Site'],
    ]);
  });
});
