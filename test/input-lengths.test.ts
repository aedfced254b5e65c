import { readFileSync } from 'node:fs';
import {
  buildSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isObjectType,
  isScalarType,
  parse,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { readInputRules, type InputLength } from '../gateway/supergraph/input-rules.ts';

const read = (name: string): string => readFileSync(new URL(`../schema/${name}.graphql`, import.meta.url), 'utf8');
const RULES = readInputRules(parse(read('supergraph')));
const API = buildSchema(read('api'));

/** An argument or input field of the public schema. */
interface Place {
  readonly coordinate: string;
  readonly input: GraphQLArgument | GraphQLInputField;
}

function placesOf(schema: GraphQLSchema): readonly Place[] {
  return Object.values(schema.getTypeMap()).flatMap((type): readonly Place[] => {
    if (type.name.startsWith('__')) return [];
    if (isInputObjectType(type)) {
      return Object.values(type.getFields()).map((input) => ({ coordinate: `${type.name}.${input.name}`, input }));
    }
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    return Object.values(type.getFields()).flatMap((field) =>
      field.args.map((input) => ({ coordinate: `${type.name}.${field.name}(${input.name}:)`, input })),
    );
  });
}

const isList = (type: GraphQLInputType): boolean => isListType(getNullableType(type));
const NUMBERS = new Set(['Int', 'Float', 'Boolean']);
const isText = (type: GraphQLInputType): boolean => {
  const named = getNamedType(type);
  return isScalarType(named) && !NUMBERS.has(named.name);
};

const shown = (count: number): string => count.toLocaleString('en-US');
const characters = (max: number): RegExp =>
  new RegExp(`[Aa]t most ${shown(max)} characters \\(${shown(4 * max)} bytes\\)\\.$`);

/** The arguments and input fields of a schema without a length, or without a description that gives it. */
function faults(schema: GraphQLSchema, lengths: ReadonlyMap<string, InputLength>): readonly string[] {
  return placesOf(schema).flatMap(({ coordinate, input }) => {
    const here = lengths.get(coordinate);
    const scalar = getNamedType(input.type);
    const ofScalar = lengths.get(scalar.name);
    const description = input.description ?? '';
    const found: string[] = [];
    if (isList(input.type)) {
      if (here?.maxItems === undefined) found.push(`${coordinate} has no limit of items`);
      else if (!description.includes(`At most ${shown(here.maxItems)} items`)) found.push(`${coordinate} is silent`);
    }
    if (isText(input.type)) {
      const max = here?.max ?? ofScalar?.max;
      const told = here?.max === undefined ? (scalar.description ?? '') : description;
      if (max === undefined) found.push(`${coordinate} has no length`);
      else if (!characters(max).test(told)) found.push(`${coordinate} does not tell its length`);
    }
    return found;
  });
}

describe('the inputs of the public schema', () => {
  it('have a maximum length or number of items each, which their descriptions give', () => {
    expect(placesOf(API).length).toBeGreaterThan(100);
    expect(faults(API, RULES?.lengths ?? new Map())).toEqual([]);
  });

  it('have the lengths that the domain uses', () => {
    const max = (coordinate: string): number | undefined => RULES?.lengths.get(coordinate)?.max;
    expect(max('SignInInput.password')).toBe(1_024);
    expect(max('SignInInput.login')).toBe(255);
    for (const name of ['PlaceOrderInput.purchaseOrderNumber', 'PlaceOrderInput.idempotencyKey']) {
      expect(max(name)).toBe(200);
    }
    expect(max('VendorParametersInput.attestedBy')).toBe(200);
    expect(max('CreateCustomerInput.name')).toBe(200);
    expect(max('AccountFilter.search')).toBe(200);
    expect(max('Query.account(id:)')).toBe(64);
    expect(max('ImportPriceListInput.source')).toBe(1_024);
    expect(RULES?.lengths.get('PlaceOrderInput.lines')?.maxItems).toBe(100);
  });
});

describe('the root fields that need no access token', () => {
  it('are those that somebody needs before there is a session, which their descriptions say', () => {
    expect([...(RULES?.openFields ?? [])].toSorted()).toEqual([
      'Mutation.acceptInvitation',
      'Mutation.completeSignIn',
      'Mutation.refreshSession',
      'Mutation.requestPasswordReset',
      'Mutation.resetPassword',
      'Mutation.signIn',
      'Query.identityProviders',
      'Query.invitation',
      'Query.securityQuestions',
      'Query.terms',
    ]);
    const roots = [API.getQueryType(), API.getMutationType(), API.getSubscriptionType()];
    const told = roots.flatMap((type) =>
      Object.values(type?.getFields() ?? {})
        .filter(({ description }) => description?.includes('Open to callers who are not signed in.'))
        .map(({ name }) => `${type?.name}.${name}`),
    );
    expect(told.toSorted()).toEqual([...(RULES?.openFields ?? [])].toSorted());
  });
});

it('the check of input lengths finds a new text, a new list and a description without a length', () => {
  const schema = buildSchema(`
    type Query { a(text: String, many: [Int!], "Told. At most 5 characters (20 bytes)." ok: String, silent: ID): Int }
    scalar Code
    input New { code: Code }
  `);
  const lengths = new Map([
    ['Query.a(ok:)', { max: 5, maxItems: undefined }],
    ['Query.a(silent:)', { max: 5, maxItems: undefined }],
  ]);
  expect(faults(schema, lengths)).toEqual([
    'Query.a(text:) has no length',
    'Query.a(many:) has no limit of items',
    'Query.a(silent:) does not tell its length',
    'New.code has no length',
  ]);
});
