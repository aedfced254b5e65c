import { refusal } from '../../errors.ts';
import { rawText } from '../../exact-json.ts';

const MAX_NESTING = 32;

function isNestedDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  // A raw number is an object, but not a level of nesting.
  if (levels === 0) return rawText(value) === undefined;
  return Object.values(value).some((item) => isNestedDeeper(item, levels - 1));
}

/** Refuses variables that are nested so deeply that coercing or printing them would overflow the stack. */
export function checkVariables(variables: Readonly<Record<string, unknown>> | undefined): void {
  if (variables !== undefined && isNestedDeeper(variables, MAX_NESTING)) {
    throw refusal('VARIABLE_DEPTH_LIMIT_EXCEEDED', `The variables are nested deeper than ${MAX_NESTING} levels.`);
  }
}
