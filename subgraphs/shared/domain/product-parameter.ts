/** What kind of value a vendor asks for. */
export type ProductParameterType = 'TEXT' | 'CHOICE' | 'NUMBER' | 'EMAIL' | 'CHECKBOX';

/** What a vendor wants to know of whoever orders a product, as a form would ask for it. */
export interface ProductParameter {
  /** By which the value is given and handed to the vendor. */
  readonly name: string;
  /** The question, for people. */
  readonly label: string;
  readonly type: ProductParameterType;
  readonly required: boolean;
  readonly help: string | null;
  /** The values of a CHOICE, in the vendor's order; null for every other type. */
  readonly choices: readonly string[] | null;
  /** What the whole of a TEXT must match, in the syntax of RE2; null when it may be anything. */
  readonly pattern: string | null;
}

/** A value of an ordering parameter, as whoever orders has given it. */
export interface ParameterValue {
  readonly name: string;
  readonly value: string;
}

export const MAX_PARAMETERS = 50;
export const MAX_PARAMETER_NAME = 64;
/** The most characters of a value. */
export const MAX_PARAMETER_VALUE = 1_000;
