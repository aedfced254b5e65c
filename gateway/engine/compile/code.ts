/**
 * The one place where text becomes functions. Text from documents and schemas enters only through {@link code}, which
 * writes every string as a JSON literal; nothing else can make a `Code`.
 */

/** Source text that is safe to run. */
export class Code {
  readonly #text: string;
  private constructor(text: string) {
    this.#text = text;
  }

  /** Tagged template: strings become literals, numbers digits, code stays code. */
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

  /** A name made by a generator, such as `p12`. */
  static identifier(prefix: 'p' | 'k' | 'w' | 'x' | 'y' | 'r' | 't', index: number): Code {
    return new Code(`${prefix}${Math.trunc(index)}`);
  }

  /** For telling whether two are equal; text does not become code again. */
  get text(): string {
    return this.#text;
  }

  /**
   * Makes a function of a body and hands it its constants, which the body reads by name.
   *
   * @param constants plain names, written in the generators' own source
   */
  static toFunction<Fn>(body: Code, constants: Readonly<Record<string, unknown>>): Fn {
    const names = Object.keys(constants);
    // oxlint-disable-next-line no-implied-eval, no-new-func, typescript/no-implied-eval -- what this class is for: a body is made of literals only
    const factory = new Function(...names, `"use strict";${body.#text}`) as (...values: unknown[]) => Fn;
    return factory(...Object.values(constants));
  }
}

/** Makes the functions of one operation and knows how much text they are, which stays for as long as they do. */
export class FunctionMaker {
  #characters = 0;

  get characters(): number {
    return this.#characters;
  }

  /** As {@link Code.toFunction}. */
  make<Fn>(body: Code, constants: Readonly<Record<string, unknown>>): Fn {
    this.#characters += body.text.length;
    return Code.toFunction<Fn>(body, constants);
  }
}

export const code = Code.template;

const NOTHING = code``;

/**
 * Reads a key of an object, never one that it inherits: clients choose aliases, and `constructor` is a valid one.
 */
export function readKey(object: Code, key: string): Code {
  if (!(key in Object.prototype)) return code`${object}[${key}]`;
  return code`(Object.hasOwn(${object},${key})?${object}[${key}]:undefined)`;
}
