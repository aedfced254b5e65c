import type { GraphQLScalarType } from 'graphql';
import { describe, expect, it } from 'vitest';
import {
  CountryCodeScalar,
  CurrencyCodeScalar,
  DateScalar,
  DateTimeScalar,
} from '../../../subgraphs/shared/graphql/scalars.ts';

const refusal = (scalar: GraphQLScalarType, value: unknown): unknown => {
  try {
    return `taken as ${String(scalar.parseValue(value))}`;
  } catch (error) {
    return error;
  }
};

describe.each([
  [DateTimeScalar, '0000-01-01T00:00:00Z', 'The year must be from 1900 to 2999 in UTC'],
  [DateTimeScalar, '9999-12-31T23:59:59Z', 'The year must be from 1900 to 2999 in UTC'],
  [DateTimeScalar, '1900-01-01T00:00:00+01:00', 'The year must be from 1900 to 2999 in UTC'],
  [DateTimeScalar, '2999-12-31T23:59:59-00:01', 'The year must be from 1900 to 2999 in UTC'],
  [DateTimeScalar, '2026-02-30T10:00:00Z', 'There is no such day: 2026-02-30.'],
  [DateTimeScalar, '2026-13-01T10:00:00Z', 'There is no such day: 2026-13-01.'],
  [DateTimeScalar, '2026-11-20T24:00:00Z', 'DateTime must look like'],
  [DateTimeScalar, '2026-11-20T10:00:60Z', 'There is no such time of day or offset: 10:00:60Z.'],
  [DateTimeScalar, '2026-11-20T10:00:00+25:00', 'There is no such time of day or offset'],
  [DateTimeScalar, '2026-11-20', 'DateTime must look like'],
  [DateScalar, '0000-01-01', 'The year must be from 1900 to 2999'],
  [DateScalar, '9999-12-31', 'The year must be from 1900 to 2999'],
  [DateScalar, '1899-12-31', 'The year must be from 1900 to 2999'],
  [DateScalar, '2026-02-30', 'There is no such day: 2026-02-30.'],
  [DateScalar, '2025-02-29', 'There is no such day: 2025-02-29.'],
  [DateScalar, '2026-11-31', 'There is no such day: 2026-11-31.'],
  [CurrencyCodeScalar, 'ZZZ', 'is not the ISO 4217 code'],
  [CountryCodeScalar, 'UK', 'Great Britain is GB'],
  [CountryCodeScalar, 'ZZ', 'ISO 3166-1'],
  [CountryCodeScalar, 49, 'CountryCode must look like "US".'],
] as const)('%s', (scalar, value, reason) => {
  it(`refuses ${value} as BAD_USER_INPUT: ${reason}`, () => {
    expect(refusal(scalar, value)).toMatchObject({
      message: expect.stringContaining(reason) as string,
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });
});

describe('a scalar', () => {
  it.each([
    [DateTimeScalar, '1900-01-01T00:00:00Z', '1900-01-01T00:00:00.000Z'],
    [DateTimeScalar, '2999-12-31T23:59:59.999Z', '2999-12-31T23:59:59.999Z'],
    [DateTimeScalar, '2026-11-20T10:30:00+02:00', '2026-11-20T08:30:00.000Z'],
    [DateTimeScalar, '1899-12-31T23:30:00-01:00', '1900-01-01T00:30:00.000Z'],
    [DateScalar, '2024-02-29', '2024-02-29'],
    [DateScalar, '2999-12-31', '2999-12-31'],
    [CurrencyCodeScalar, 'CLF', 'CLF'],
    [CountryCodeScalar, 'GB', 'GB'],
  ])('accepts by the type %s the value %s', (scalar, value, taken) => {
    expect(scalar.parseValue(value)).toBe(taken);
  });
});
