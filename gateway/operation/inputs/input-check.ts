import {
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isLeafType,
  type GraphQLInputObjectType,
  type GraphQLInputType,
} from 'graphql';
import { rawText } from '../../exact-json.ts';
import type { InputLength } from '../../supergraph/input-rules.ts';

type Lengths = ReadonlyMap<string, InputLength>;

/** What is wrong with a value, and where in it. */
export interface Violation {
  /** From the checked value inwards: field names and list indices. */
  readonly path: (string | number)[];
  /** The end of a sentence about the text or list at the path. */
  readonly fault: string;
}

/** Checks a raw value before it is coerced. A value of the wrong type is left to coercion. */
export type InputCheck = (value: unknown) => Violation | undefined;

const NUMBERS = new Intl.NumberFormat('en-US');
const shown = (count: number): string => NUMBERS.format(count);

/** Counts the characters of a text as Unicode code points, so that a surrogate pair is one character. */
function charactersOf(text: string): number {
  let count = text.length;
  for (let index = 0; index < text.length - 1; index += 1) {
    const isHighHalf = (text.charCodeAt(index) & 0xfc00) === 0xd800;
    if (isHighHalf && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00) count -= 1;
  }
  return count;
}

function faultOfText(text: string, max: number): string | undefined {
  // Most texts are short, and a text never has more characters than code units.
  if (text.length > max) {
    const characters = charactersOf(text);
    if (characters > max) return `may have at most ${shown(max)} characters; it has ${shown(characters)}.`;
  }
  if (text.includes('\0')) {
    return `contains the character NUL at position ${shown(text.indexOf('\0'))}, which is not allowed: leave it out.`;
  }
  if (!text.isWellFormed()) return 'contains half of a character (a lone surrogate): send well-formed Unicode.';
  return undefined;
}

function checkOfText(max: number): InputCheck {
  return (value) => {
    // A raw number may stand for an id and be as long as a text.
    const text = typeof value === 'string' ? value : rawText(value);
    const fault = text === undefined ? undefined : faultOfText(text, max);
    return fault === undefined ? undefined : { path: [], fault };
  };
}

function checkOfList(maxItems: number, ofItem: InputCheck | undefined): InputCheck {
  return (value) => {
    // A list with one item may be written as the item alone.
    if (!Array.isArray(value)) return ofItem?.(value);
    const items: readonly unknown[] = value;
    if (items.length > maxItems) {
      return { path: [], fault: `may have at most ${shown(maxItems)} items; it has ${shown(items.length)}.` };
    }
    if (ofItem === undefined) return undefined;
    for (let index = 0; index < items.length; index += 1) {
      const violation = ofItem(items[index]);
      if (violation !== undefined) return within(index, violation);
    }
    return undefined;
  };
}

/** The same violation with its path starting one level further out. */
function within(key: string | number, violation: Violation): Violation {
  violation.path.unshift(key);
  return violation;
}

interface FieldCheck {
  readonly name: string;
  readonly check: InputCheck;
}

function checkOfFields(fields: readonly FieldCheck[]): InputCheck {
  return (value) => {
    if (typeof value !== 'object' || value === null) return undefined;
    const object = value as Readonly<Record<string, unknown>>;
    for (const { name, check } of fields) {
      const item = object[name];
      if (item === undefined || item === null) continue;
      const violation = check(item);
      if (violation !== undefined) return within(name, violation);
    }
    return undefined;
  };
}

/** Makes the checks of a supergraph's inputs, each of them once. */
export class InputChecks {
  readonly #lengths: Lengths;
  readonly #ofTypes = new Map<string, InputCheck | undefined>();
  readonly #ofCoordinates = new Map<string, InputCheck | undefined>();

  constructor(lengths: Lengths) {
    this.#lengths = lengths;
  }

  /**
   * The check of an argument or input field; undefined when there is nothing to check.
   *
   * @param coordinate `Type.field(argument:)` or `Input.field`
   * @param type of the argument or input field, or of an item when that is a list
   */
  at(coordinate: string, type: GraphQLInputType): InputCheck | undefined {
    const key = `${coordinate} ${String(type)}`;
    if (!this.#ofCoordinates.has(key)) {
      const ofScalar = this.#lengths.get(getNamedType(type).name);
      const here = this.#lengths.get(coordinate);
      this.#ofCoordinates.set(key, this.#of(type, { max: here?.max ?? ofScalar?.max, maxItems: here?.maxItems }));
    }
    return this.#ofCoordinates.get(key);
  }

  #of(type: GraphQLInputType, length: InputLength): InputCheck | undefined {
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      const ofItem = this.#of(nullable.ofType, length);
      if (length.maxItems === undefined && ofItem === undefined) return undefined;
      return checkOfList(length.maxItems ?? Infinity, ofItem);
    }
    if (isInputObjectType(nullable)) return this.#ofInputType(nullable);
    return isLeafType(nullable) && length.max !== undefined ? checkOfText(length.max) : undefined;
  }

  #ofInputType(type: GraphQLInputObjectType): InputCheck | undefined {
    if (this.#ofTypes.has(type.name)) return this.#ofTypes.get(type.name);
    const fields: FieldCheck[] = [];
    const check = checkOfFields(fields);
    // A recursive type finds this check in the map; its fields are complete by the time it runs.
    this.#ofTypes.set(type.name, check);
    for (const { name, type: fieldType } of Object.values(type.getFields())) {
      const ofField = this.at(`${type.name}.${name}`, fieldType);
      if (ofField !== undefined) fields.push({ name, check: ofField });
    }
    if (fields.length === 0) this.#ofTypes.set(type.name, undefined);
    return this.#ofTypes.get(type.name);
  }
}
