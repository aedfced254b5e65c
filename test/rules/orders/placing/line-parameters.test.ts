import { describe, expect, it } from 'vitest';
import type { ParameterValue, ProductParameter } from '../../../../subgraphs/shared/domain/product-parameter.ts';
import { checkParameters } from '../../../../subgraphs/orders/rules/placing/line-parameters.ts';
import { line, PRODUCT } from '../checked-lines.ts';

const parameter = (values: Partial<ProductParameter>): ProductParameter => ({
  name: 'it',
  label: 'It',
  type: 'TEXT',
  required: false,
  help: null,
  choices: null,
  pattern: null,
  ...values,
});
const asking = (parameters: readonly ProductParameter[], given: readonly ParameterValue[]) => ({
  ...line({ product: { ...PRODUCT, parameters } }),
  parameters: given,
});
/** What is wrong with one value of one parameter, as `CODE path`. */
const faults = (values: Partial<ProductParameter>, value?: string): readonly string[] =>
  checkParameters([asking([parameter(values)], value === undefined ? [] : [{ name: 'it', value }])]).map(
    ({ code, path }) => `${code} ${path.join('.')}`,
  );
const WRONG = ['INVALID lines.0.parameters.0.value'];

describe('a value of an ordering parameter', () => {
  it.each<[Partial<ProductParameter>, readonly string[], readonly string[]]>([
    [{ type: 'TEXT' }, ['a b 😀', 'a b', ''], ['two\nlines', 'tab\there', 'nul\u0007']],
    [{ type: 'TEXT', pattern: '[a-z]{2,4}' }, ['ab', 'abcd', ''], ['a', 'abcde', 'ab ', 'AB', 'ab1']],
    [{ type: 'CHOICE', choices: ['A', 'B'] }, ['A', 'B'], ['a', 'C', 'A,B']],
    [{ type: 'NUMBER' }, ['0', '-12', '7.5', '0.000001'], ['1e3', '1,5', '.5', '5.', '0x10', 'NaN', '1'.repeat(16)]],
    [{ type: 'EMAIL' }, ['a@b.example'], ['a@b', 'a b@c.example', 'a@b.example,c@d.example']],
    [{ type: 'CHECKBOX' }, ['true', 'false'], ['yes', 'TRUE', '1']],
  ])('of %j', (values, good, bad) => {
    expect(good.flatMap((value) => faults(values, value))).toEqual([]);
    expect(bad.map((value) => faults(values, value))).toEqual(bad.map(() => WRONG));
  });

  it('is needed where it is required: empty, missing and an unticked box are none', () => {
    const required = { required: true };
    expect(faults(required)).toEqual(['REQUIRED lines.0.parameters']);
    expect(faults(required, ' ')).toEqual(['REQUIRED lines.0.parameters.0.value']);
    expect(faults({ ...required, type: 'CHECKBOX' }, 'false')).toEqual(['REQUIRED lines.0.parameters.0.value']);
    expect(faults({ ...required, type: 'CHECKBOX' }, 'true')).toEqual([]);
    expect(faults({ required: false })).toEqual([]);
  });

  it('is refused when nobody asks for it, and when it is given twice', () => {
    const given = [
      { name: 'it', value: 'a' },
      { name: 'other', value: 'b' },
      { name: 'it', value: 'c' },
    ];
    expect(checkParameters([asking([parameter({})], given)])).toMatchObject([
      {
        code: 'INVALID',
        path: ['lines', '0', 'parameters', '1', 'name'],
        remedies: [{ description: 'It asks for it.' }],
      },
      { code: 'INVALID', path: ['lines', '0', 'parameters', '2', 'name'], message: 'it is given twice.' },
    ]);
    expect(checkParameters([asking([], [{ name: 'it', value: 'a' }])])).toMatchObject([
      { remedies: [{ description: 'Leave the parameters out.' }] },
    ]);
  });

  it('has the vendor’s own explanation as remedy, or else one that says what it must be', () => {
    const remedyOf = (values: Partial<ProductParameter>) =>
      checkParameters([asking([parameter({ type: 'NUMBER', ...values })], [{ name: 'it', value: 'x' }])])[0]?.remedies;
    expect(remedyOf({ help: 'Between 1 and 10.' })).toEqual([{ description: 'Between 1 and 10.' }]);
    expect(remedyOf({})).toEqual([
      { description: 'Give a value that is a decimal number with a point, such as 12 or 0.5.' },
    ]);
  });

  it('is checked in every line, and nothing is asked of a line whose plan is unknown', () => {
    const wanting = asking([parameter({ required: true })], []);
    const unknown = { choice: { kind: 'unknown' } as const, quantity: 1, parameters: [{ name: 'it', value: 'a' }] };
    const errors = checkParameters([wanting, unknown, wanting]);
    expect(errors.map(({ path }) => path.join('.'))).toEqual(['lines.0.parameters', 'lines.2.parameters']);
  });
});
