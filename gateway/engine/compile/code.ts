/**
 * The only module that turns text into functions. Text from documents and schemas enters through {@link code} alone,
 * which writes every string as a JSON literal. Nothing else can make a `Code`.
 */

/** Source text that is safe to run. */
export class Code {
  readonly #text: string;
  private constructor(text: string) {
    this.#text = text;
  }

  /** Tagged template: strings become JSON literals, numbers their digits, and code stays code. */
  static template(parts: TemplateStringsArray, ...values: readonly (string | number | boolean | Code)[]): Code {
    let text = parts[0] ?? '';
    values.forEach((value, index) => {
      text += (value instanceof Code ? value.#text : JSON.stringify(value)) + (parts[index + 1] ?? '');
    });
    return new Code(text);
  }

  static join(parts: readonly Code[], separator: Code = NOTHING): Code {
    return new Code(parts.map((part) => part.#text).join(separator.#text));
  }

  /** A generated name, such as `p12`. */
  static identifier(prefix: 'p' | 'k' | 'w' | 'x' | 'y' | 'r' | 't', index: number): Code {
    return new Code(`${prefix}${Math.trunc(index)}`);
  }

  /** Only for comparing two pieces of code: text does not become code again. */
  get text(): string {
    return this.#text;
  }

  /**
   * Makes a function of a body and passes it its constants, which the body reads by name.
   *
   * @param constants by plain names that stand in the generators' own source
   */
  static toFunction<Fn>(body: Code, constants: Readonly<Record<string, unknown>>): Fn {
    const names = Object.keys(constants);
    // oxlint-disable-next-line no-implied-eval, no-new-func, typescript/no-implied-eval -- what this class is for: a body is made of literals only
    const factory = new Function(...names, `"use strict";${body.#text}`) as (...values: unknown[]) => Fn;
    return factory(...Object.values(constants));
  }
}

/** Makes the functions of one operation and counts the characters of their text, which stays in memory with them. */
export class FunctionMaker {
  #characters = 0;

  get characters(): number {
    return this.#characters;
  }

  /** See {@link Code.toFunction}. */
  make<Fn>(body: Code, constants: Readonly<Record<string, unknown>>): Fn {
    this.#characters += body.text.length;
    return Code.toFunction<Fn>(body, constants);
  }
}

export const code = Code.template;

const NOTHING = code``;

/**
 * Reads an own property of an object. Clients choose aliases, and an alias may be `constructor`, which objects inherit.
 */
export function readKey(object: Code, key: string): Code {
  if (!(key in Object.prototype)) return code`${object}[${key}]`;
  return code`(Object.hasOwn(${object},${key})?${object}[${key}]:undefined)`;
}
