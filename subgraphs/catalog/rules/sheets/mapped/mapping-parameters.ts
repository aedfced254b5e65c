import {
  MAX_PARAMETER_NAME,
  MAX_PARAMETER_VALUE,
  MAX_PARAMETERS,
  type ProductParameter,
  type ProductParameterType,
} from '../../../../shared/domain/product-parameter.ts';
import { patternFault } from '../../../../shared/domain/text-pattern.ts';
import { readBoolean, readList, readObject, readText, readWord, type Place } from './json-reader.ts';

/** A parameter, and the products that have it. */
export interface MappedParameter extends ProductParameter {
  /** Part numbers in capitals; undefined when all products of the vendor have it. */
  readonly products: ReadonlySet<string> | undefined;
}

const TYPES: readonly ProductParameterType[] = ['TEXT', 'CHOICE', 'NUMBER', 'EMAIL', 'CHECKBOX'];
const ENTRIES = ['name', 'label', 'type', 'required', 'help', 'choices', 'pattern', 'products'];
/** A word that programs can use as a name. */
const NAME = /^[A-Za-z][A-Za-z0-9_-]*$/;
const MAX_LABEL = 200;
const MAX_HELP = 1_000;
const MAX_CHOICES = 100;
const MAX_PRODUCTS = 1_000;

/** Reads what a vendor asks of whoever orders; names that stand there twice for one product are a fault. */
export function readParameters(place: Place): readonly MappedParameter[] {
  const parameters = readList(place, MAX_PARAMETERS).map((item) => ({ item, parameter: readParameter(item) }));
  for (const [index, { item, parameter }] of parameters.entries()) {
    const earlier = parameters.slice(0, index).map((one) => one.parameter);
    if (earlier.some((one) => one.name === parameter.name && haveSameProduct(one, parameter))) {
      item.faults.push(`${item.path}.name stands there twice for one product.`);
    }
  }
  return parameters.map(({ parameter }) => parameter);
}

function haveSameProduct(one: MappedParameter, other: MappedParameter): boolean {
  const { products } = other;
  if (one.products === undefined || products === undefined) return true;
  return [...one.products].some((product) => products.has(product));
}

function readParameter(place: Place): MappedParameter {
  const entry = readObject(place, place.value, ENTRIES);
  const type = readWord(entry('type'), TYPES, undefined);
  if (entry('type').value === undefined) place.faults.push(`${place.path}.type is missing.`);
  return {
    name: readName(entry('name')),
    label: readText(entry('label'), { max: MAX_LABEL }),
    type: type ?? 'TEXT',
    required: readBoolean(entry('required')),
    help: entry('help').value === undefined ? null : readText(entry('help'), { max: MAX_HELP }),
    choices: readChoices(entry('choices'), type),
    pattern: readPattern(entry('pattern'), type),
    products: readProducts(entry('products')),
  };
}

function readName(place: Place): string {
  const name = readText(place, { max: MAX_PARAMETER_NAME });
  if (name !== '' && !NAME.test(name)) {
    place.faults.push(`${place.path} must begin with a letter and have letters, digits, _ and - only.`);
  }
  return name;
}

function readChoices(place: Place, type: ProductParameterType | undefined): readonly string[] | null {
  if (type !== 'CHOICE') {
    if (place.value !== undefined) place.faults.push(`${place.path} is for parameters of the type CHOICE.`);
    return null;
  }
  const choices = readList(place, MAX_CHOICES).map((item) => readText(item, { max: MAX_PARAMETER_VALUE }));
  if (choices.length === 0) place.faults.push(`${place.path} must have at least one choice.`);
  if (new Set(choices).size < choices.length) place.faults.push(`${place.path} has a choice twice.`);
  return choices;
}

function readPattern(place: Place, type: ProductParameterType | undefined): string | null {
  if (place.value === undefined) return null;
  if (type !== 'TEXT') {
    place.faults.push(`${place.path} is for parameters of the type TEXT.`);
    return null;
  }
  const pattern = typeof place.value === 'string' ? place.value : '';
  const fault = patternFault(pattern);
  if (fault !== undefined) place.faults.push(`${place.path} ${fault}`);
  return pattern;
}

function readProducts(place: Place): ReadonlySet<string> | undefined {
  if (place.value === undefined) return undefined;
  const products = readList(place, MAX_PRODUCTS).map((item) => readText(item, { max: MAX_LABEL }).toUpperCase());
  if (products.length === 0) place.faults.push(`${place.path} must name at least one product.`);
  return new Set(products);
}
