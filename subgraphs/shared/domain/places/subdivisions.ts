import { iso31662 } from 'iso-3166';

/** Countries whose addresses are not complete without the state or province, and the example that a remedy shows. */
const EXAMPLES: Readonly<Record<string, string>> = {
  AU: '"NSW" or "New South Wales"',
  BR: '"SP" or "São Paulo"',
  CA: '"ON" or "Ontario"',
  CN: '"BJ" or "Beijing"',
  IN: '"KA" or "Karnataka"',
  JP: '"Tokyo"',
  MX: '"JAL" or "Jalisco"',
  US: '"CO" or "Colorado"',
};

/** What ISO 3166-2 lacks or has renamed, as [country, what people write, code]: American forces, older Indian codes. */
const FURTHER: readonly (readonly [country: string, text: string, code: string])[] = [
  ['IN', 'CT', 'CG'],
  ['IN', 'OR', 'OD'],
  ['IN', 'Orissa', 'OD'],
  ['IN', 'TG', 'TS'],
  ['IN', 'UT', 'UK'],
  ['MX', 'DF', 'CMX'],
  ['MX', 'Estado de México', 'MEX'],
  ['US', 'AA', 'AA'],
  ['US', 'AE', 'AE'],
  ['US', 'AP', 'AP'],
  ['US', 'Washington DC', 'DC'],
];

/** The part of a full name that nobody writes: "Beijing Shi", "Veracruz de Ignacio de la Llave". */
const RARELY_WRITTEN =
  / \(.*\)$| (?:(?:zhuangzu|huizu|uygur) )?(?:zizhiqu|sheng|shi|sar)$| de (?:zaragoza|ocampo|ignacio de la llave)$/;

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[\s.,-]+/g, ' ')
    .trim();

/** ISO writes Japanese names in one romanisation ("Tiba", "Hukuoka"), everybody else in another ("Chiba", "Fukuoka"). */
const japanese = (text: string): string =>
  text
    .replace(/ (?:to|fu|ken)$/, '')
    .replaceAll('shi', 'si')
    .replaceAll('chi', 'ti')
    .replaceAll('tsu', 'tu')
    .replaceAll('fu', 'hu');

const keyOf = (text: string, country: string): string => (country === 'JP' ? japanese(plain(text)) : plain(text));

/** By country: what its subdivisions are called, in the form that compares, with the code of each. */
const CODES: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  Object.keys(EXAMPLES).map((country) => [country, codesOf(country)]),
);

function codesOf(country: string): ReadonlyMap<string, string> {
  const known = iso31662
    .filter(({ parent }) => parent === country)
    .flatMap(({ code, name }) => {
      const short = code.slice(country.length + 1);
      return [name, plain(name).replace(RARELY_WRITTEN, ''), code, short].map((text) => [text, short] as const);
    });
  const further = FURTHER.filter(([of]) => of === country).map(([, text, code]) => [text, code] as const);
  return new Map([...known, ...further].map(([text, code]) => [keyOf(text, country), code]));
}

const MAX_LENGTH = 100;

/** How states or provinces of a country are given, for those who have to correct one; undefined where none is needed. */
export function subdivisionExample(country: string): string | undefined {
  return EXAMPLES[country];
}

/**
 * The state or province as its addresses have it: the ISO 3166-2 code without the country where that has letters, else
 * the name. Undefined when the country has no such state. What is given where none is needed stays as it is.
 */
export function normaliseSubdivision(text: string, country: string): string | undefined {
  const given = text.trim();
  const codes = CODES.get(country);
  if (codes === undefined) return given;
  // Longer than any name; folding a text takes time that grows faster than its length.
  if (given.length > MAX_LENGTH) return undefined;
  const code = codes.get(keyOf(given, country));
  if (code === undefined || !/^\d+$/.test(code)) return code;
  return /\d/.test(given) ? plainName(`${country}-${code}`) : given;
}

function plainName(isoCode: string): string | undefined {
  const name = iso31662.find(({ code }) => code === isoCode)?.name;
  return name?.normalize('NFD').replaceAll(/\p{M}/gu, '');
}
