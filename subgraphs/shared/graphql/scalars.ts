import { EMAIL_ADDRESS } from '../domain/email-address.ts';
import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { countryFault } from '../domain/places/countries.ts';
import { currencyFault } from '../domain/places/currencies.ts';

interface TextScalarOptions {
  readonly name: string;
  readonly description: string;
  /** What a well-formed text looks like; every text unless given. */
  readonly pattern?: RegExp;
  readonly example: string;
  /** What is wrong with a text that matches the pattern, with the remedy; undefined when nothing is. */
  readonly fault?: (text: string) => string | undefined;
  readonly serialize?: (value: unknown) => string;
  readonly normalise?: (text: string) => string;
}

function textScalar(options: TextScalarOptions): GraphQLScalarType<string, string> {
  const { name, pattern, example, fault = () => undefined, normalise = (text) => text } = options;
  const refuse = (message: string): GraphQLError =>
    new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
  const read = (value: unknown): string => {
    if (typeof value !== 'string' || pattern?.test(value) === false) {
      throw refuse(`${name} must look like "${example}".`);
    }
    const reason = fault(value);
    if (reason !== undefined) throw refuse(reason);
    return normalise(value);
  };
  return new GraphQLScalarType({
    name,
    description: options.description,
    serialize: options.serialize ?? ((value) => String(value)),
    parseValue: read,
    parseLiteral: (node) => read(node.kind === Kind.STRING ? node.value : undefined),
  });
}

const FIRST_YEAR = 1900;
const LAST_YEAR = 2999;
const YEARS = `from ${FIRST_YEAR} to ${LAST_YEAR}`;

/** A day that does not exist, such as 30 February, becomes another day once it is read and written again. */
const isDay = (text: string): boolean => {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
};

function dayFault(text: string): string | undefined {
  if (!isDay(text)) return `There is no such day: ${text}.`;
  const year = Number(text.slice(0, 4));
  return year < FIRST_YEAR || year > LAST_YEAR ? `The year must be ${YEARS}; this is ${text}.` : undefined;
}

/** The year is checked in UTC, the form in which it is stored: an offset may move it out of the range. */
function momentFault(text: string): string | undefined {
  const day = text.slice(0, 10);
  if (!isDay(day)) return `There is no such day: ${day}.`;
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) return `There is no such time of day or offset: ${text.slice(11)}.`;
  const year = moment.getUTCFullYear();
  return year < FIRST_YEAR || year > LAST_YEAR ? `The year must be ${YEARS} in UTC; this is ${text}.` : undefined;
}

/** A point in time. Resolvers may return a Date or an RFC 3339 text. */
export const DateTimeScalar = textScalar({
  name: 'DateTime',
  description: `A point in time in UTC, in RFC 3339 format: \`2026-11-20T09:30:00.000Z\`. Input may use another offset. Only years ${YEARS} are accepted.`,
  pattern: /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/i,
  example: '2026-11-20T09:30:00Z',
  fault: momentFault,
  normalise: (text) => new Date(text).toISOString(),
  serialize: (value) => (value instanceof Date ? value : new Date(String(value))).toISOString(),
});

/** A calendar day. */
export const DateScalar = textScalar({
  name: 'Date',
  description: `A calendar day: \`2026-11-20\`. Only years ${YEARS} are accepted.`,
  pattern: /^\d{4}-\d\d-\d\d$/,
  example: '2026-11-20',
  fault: dayFault,
  serialize: (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : String(value)),
});

export const DecimalScalar = textScalar({
  name: 'Decimal',
  description:
    'An exact decimal number, written as a string so that no digit is lost: `12.50`, `-3`. Input has at most 6 digits ' +
    'after the point. Output may have more: the price of one seat includes the margins of several sellers.',
  pattern: /^-?\d{1,15}(?:\.\d{1,6})?$/,
  example: '12.50',
});

export const CurrencyCodeScalar = textScalar({
  name: 'CurrencyCode',
  description: 'The ISO 4217 code of a currency in use: `USD`, `EUR`, `JPY`.',
  example: 'USD',
  fault: currencyFault,
});

export const CountryCodeScalar = textScalar({
  name: 'CountryCode',
  description: 'An officially assigned ISO 3166-1 alpha-2 country code: `US`, `DE`, `GB` (not `UK`).',
  example: 'US',
  fault: countryFault,
});

export const EmailAddressScalar = textScalar({
  name: 'EmailAddress',
  description: 'An e-mail address: `jo@example.com`.',
  pattern: EMAIL_ADDRESS,
  example: 'jo@example.com',
});

export const UrlScalar = textScalar({
  name: 'URL',
  description: 'An absolute web address with http or https: `https://example.com/logo.png`.',
  pattern: /^https?:\/\/\S+$/i,
  example: 'https://example.com/logo.png',
  fault: (text) => (URL.canParse(text) ? undefined : 'This is not a valid web address.'),
});

export const DurationScalar = textScalar({
  name: 'Duration',
  description: 'A length of time, in ISO 8601 format: `P1M` is one month, `P1Y` one year, `PT20M` twenty minutes.',
  pattern: /^P(?=\d|T\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/,
  example: 'P1Y',
});
