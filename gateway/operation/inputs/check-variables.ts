import { refusal } from '../../errors.ts';
import { rawText } from '../../exact-json.ts';

const MAX_NESTING = 32;

function isNestedDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  // A number that is kept as it is written is no level of its own.
  if (levels === 0) return rawText(value) === undefined;
  return Object.values(value).some((item) => isNestedDeeper(item, levels - 1));
}

/** Refuses variables nested so deep that coercing or printing them would exhaust the stack. */
export function checkVariables(variables: Readonly<Record<string, unknown>> | undefined): void {
  if (variables !== undefined && isNestedDeeper(variables, MAX_NESTING)) {
    throw refusal('VARIABLE_DEPTH_LIMIT_EXCEEDED', `The variables are nested deeper than ${MAX_NESTING} levels.`);
  }
}
