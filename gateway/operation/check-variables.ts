import { refusal } from '../errors.ts';

const MAX_NESTING = 32;

function isNestedDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((item) => isNestedDeeper(item, levels - 1));
}

/** Refuses variables nested so deep that coercing or printing them would exhaust the stack. */
export function checkVariables(variables: Readonly<Record<string, unknown>> | undefined): void {
  if (variables !== undefined && isNestedDeeper(variables, MAX_NESTING)) {
    throw refusal('VARIABLE_DEPTH_LIMIT_EXCEEDED', `The variables are nested deeper than ${MAX_NESTING} levels.`);
  }
}
