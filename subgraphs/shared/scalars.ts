import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

interface TextScalarOptions {
  readonly name: string;
  readonly description: string;
  readonly pattern: RegExp;
  readonly example: string;
  /** Further conditions a well-formed text must meet. */
  readonly accepts?: (text: string) => boolean;
  readonly serialize?: (value: unknown) => string;
  readonly normalise?: (text: string) => string;
}

function textScalar(options: TextScalarOptions): GraphQLScalarType<string, string> {
  const { name, pattern, example, accepts = () => true, normalise = (text) => text } = options;
  const read = (value: unknown): string => {
    if (typeof value !== 'string' || !pattern.test(value) || !accepts(value)) {
      throw new GraphQLError(`${name} must look like "${example}".`, { extensions: { code: 'BAD_USER_INPUT' } });
    }
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

const parses = (text: string): boolean => !Number.isNaN(Date.parse(text));

/** A point in time. Resolvers may return a Date or an RFC 3339 text. */
export const DateTimeScalar = textScalar({
  name: 'DateTime',
  description: 'A point in time, RFC 3339 in UTC: `2026-11-20T09:30:00.000Z`.',
  pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/i,
  example: '2026-11-20T09:30:00Z',
  accepts: parses,
  normalise: (text) => new Date(text).toISOString(),
  serialize: (value) => (value instanceof Date ? value : new Date(String(value))).toISOString(),
});

/** A calendar day. */
export const DateScalar = textScalar({
  name: 'Date',
  description: 'A calendar day: `2026-11-20`.',
  pattern: /^\d{4}-\d\d-\d\d$/,
  example: '2026-11-20',
  accepts: parses,
  serialize: (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : String(value)),
});

export const DecimalScalar = textScalar({
  name: 'Decimal',
  description: 'An exact decimal number as a text, so that no digit is lost: `12.50`, `-3`.',
  pattern: /^-?\d{1,15}(?:\.\d{1,6})?$/,
  example: '12.50',
});

export const CurrencyCodeScalar = textScalar({
  name: 'CurrencyCode',
  description: 'A currency by its ISO 4217 code: `USD`, `EUR`, `JPY`.',
  pattern: /^[A-Z]{3}$/,
  example: 'USD',
});

export const CountryCodeScalar = textScalar({
  name: 'CountryCode',
  description: 'A country by its ISO 3166-1 alpha-2 code: `US`, `DE`.',
  pattern: /^[A-Z]{2}$/,
  example: 'US',
});

export const EmailAddressScalar = textScalar({
  name: 'EmailAddress',
  description: 'An e-mail address: `jo@example.com`.',
  pattern: /^[^\s@<>()[\]\\,;:"]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/,
  example: 'jo@example.com',
});

export const UrlScalar = textScalar({
  name: 'URL',
  description: 'An absolute http or https address: `https://example.com/logo.png`.',
  pattern: /^https?:\/\/\S+$/i,
  example: 'https://example.com/logo.png',
  accepts: (text) => URL.canParse(text),
});

export const DurationScalar = textScalar({
  name: 'Duration',
  description: 'A length of time, ISO 8601: `P1M` is a month, `P1Y` a year, `PT20M` twenty minutes.',
  pattern: /^P(?=\d|T\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/,
  example: 'P1Y',
});
