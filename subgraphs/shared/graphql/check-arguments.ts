import {
  defaultFieldResolver,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { characterCount, isStorable } from '../domain/characters.ts';
import { badUserInput } from './errors.ts';
import { lengthIn, type InputLength } from './input-lengths.ts';

type Input = GraphQLArgument | GraphQLInputField;
/** Throws BAD_USER_INPUT for a coerced value that is not allowed; `place` names the value. */
type Check = (value: unknown, place: string) => void;

/**
 * Makes every resolver of a schema refuse what the gateway refuses too: texts and lists longer than `@length` allows, and
 * texts with a NUL or half a character, which no database stores. A subgraph does not rely on the gateway for this.
 */
export function checkArguments(schema: GraphQLSchema): void {
  const checks = new ArgumentChecks();
  const subscription = schema.getSubscriptionType();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const check = checks.ofInputs(field.args);
      if (check !== undefined) guard(field, check, type === subscription);
    }
  }
}

function guard(field: GraphQLField<unknown, unknown>, check: Check, isSubscription: boolean): void {
  const { resolve = defaultFieldResolver, subscribe } = field;
  // The arguments of a subscription are checked when it starts; its events need no second check.
  if (isSubscription && subscribe !== undefined) {
    field.subscribe = (source, args, context, info) => {
      check(args, '');
      return subscribe(source, args, context, info);
    };
  } else {
    field.resolve = (source, args, context, info) => {
      check(args, '');
      return resolve(source, args, context, info);
    };
  }
}

/** Makes checks from the directives of a schema. The check of an input type is made once. */
class ArgumentChecks {
  readonly #ofTypes = new Map<string, Check | undefined>();

  /** The check of an object with these inputs; undefined when there is nothing to check. */
  ofInputs(inputs: readonly Input[]): Check | undefined {
    const checks: (readonly [name: string, check: Check])[] = [];
    const check: Check = (value, place) => {
      for (const [name, ofInput] of checks) {
        const given = (value as Readonly<Record<string, unknown>>)[name];
        if (given !== undefined && given !== null) ofInput(given, place === '' ? name : `${place}.${name}`);
      }
    };
    for (const input of inputs) {
      const ofInput = this.#ofInput(input);
      if (ofInput !== undefined) checks.push([input.name, ofInput]);
    }
    return checks.length === 0 ? undefined : check;
  }

  #ofInput({ type, astNode }: Input): Check | undefined {
    const length = { ...lengthIn(getNamedType(type).astNode?.directives), ...lengthIn(astNode?.directives) };
    return this.#ofType(type, length);
  }

  #ofType(type: GraphQLInputType, length: InputLength): Check | undefined {
    const nullable = getNullableType(type);
    if (isListType(nullable)) return checkOfList(length.maxItems ?? Infinity, this.#ofType(nullable.ofType, length));
    if (isInputObjectType(nullable)) return this.#ofInputType(nullable);
    return length.max === undefined ? undefined : checkOfText(length.max);
  }

  #ofInputType(type: GraphQLInputObjectType): Check | undefined {
    if (!this.#ofTypes.has(type.name)) {
      // A type that contains itself needs the check that is being made.
      this.#ofTypes.set(type.name, (value, place) => check?.(value, place));
      const check = this.ofInputs(Object.values(type.getFields()));
      this.#ofTypes.set(type.name, check);
    }
    return this.#ofTypes.get(type.name);
  }
}

function checkOfList(maxItems: number, ofItem: Check | undefined): Check {
  return (value, place) => {
    if (!Array.isArray(value)) return;
    const items: readonly unknown[] = value;
    if (items.length > maxItems) {
      throw badUserInput(`${place} may have at most ${maxItems} items; it has ${items.length}.`, place);
    }
    for (const [index, item] of items.entries()) {
      if (item !== null) ofItem?.(item, `${place}[${index}]`);
    }
  };
}

function checkOfText(max: number): Check {
  return (value, place) => {
    if (typeof value !== 'string') return;
    if (value.length > max && characterCount(value) > max) {
      throw badUserInput(`${place} may have at most ${max} characters; it has ${characterCount(value)}.`, place);
    }
    if (!isStorable(value))
      throw badUserInput(`${place} contains the character NUL or half of a character, which is not allowed.`, place);
  };
}
