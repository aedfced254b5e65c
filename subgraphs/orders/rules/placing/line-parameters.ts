import { isEmailAddress } from '../../../shared/domain/email-address.ts';
import type { ParameterValue, ProductParameter } from '../../../shared/domain/product-parameter.ts';
import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import { matchesPattern } from '../../../shared/domain/text-pattern.ts';
import { planOf, type CheckedLine } from './order-checks.ts';

const NUMBER = /^-?\d{1,15}(?:\.\d{1,6})?$/;
/** What a form of one line cannot give: line breaks and other signs that nobody sees. */
const CONTROL = /\p{Cc}/u;

/** What is wrong with the values that lines give for what their products ask, everything at once. */
export function checkParameters(lines: readonly CheckedLine[]): readonly Refusal[] {
  return lines.flatMap((line, index) => {
    const plan = planOf(line);
    if (plan === undefined) return [];
    const { name: productName, parameters = [] } = plan.product;
    const given = line.parameters ?? [];
    const path = ['lines', index, 'parameters'];
    return [
      ...given.flatMap((value, position) => checkValue(value, { given, position, path, productName, parameters })),
      ...missing(parameters, given).map(({ name, label }) =>
        refusal('REQUIRED', `${productName} needs a value for “${label}” (${name}).`, {
          path,
          remedies: [{ description: `Give ${name} in the parameters of this line.` }],
        }),
      ),
    ];
  });
}

function missing(
  parameters: readonly ProductParameter[],
  given: readonly ParameterValue[],
): readonly ProductParameter[] {
  const names = new Set(given.map(({ name }) => name));
  return parameters.filter(({ name, required }) => required && !names.has(name));
}

interface Given {
  readonly given: readonly ParameterValue[];
  readonly position: number;
  readonly path: readonly (string | number)[];
  readonly productName: string;
  readonly parameters: readonly ProductParameter[];
}

function checkValue({ name, value }: ParameterValue, at: Given): readonly Refusal[] {
  const { given, position, path, productName, parameters } = at;
  const parameter = parameters.find((one) => one.name === name);
  const namePath = [...path, position, 'name'];
  if (parameter === undefined) {
    const names = parameters.map((one) => one.name).join(', ');
    const description = names === '' ? 'Leave the parameters out.' : `It asks for ${names}.`;
    const message = `${productName} does not ask for ${name}.`;
    return [refusal('INVALID', message, { path: namePath, remedies: [{ description }] })];
  }
  if (given.findIndex((one) => one.name === name) < position) {
    return [refusal('INVALID', `${name} is given twice.`, { path: namePath })];
  }
  const fault = faultOf(parameter, value);
  if (fault === undefined) return [];
  const { code, must } = fault;
  const message = `“${parameter.label}” (${name}) ${must}.`;
  const remedies = [{ description: parameter.help ?? `Give a value that ${must.replace(/^must be/, 'is')}.` }];
  return [refusal(code, message, { path: [...path, position, 'value'], remedies })];
}

interface Fault {
  readonly code: 'INVALID' | 'REQUIRED';
  readonly must: string;
}

function faultOf({ type, required, choices, pattern }: ProductParameter, value: string): Fault | undefined {
  if (value.trim() === '') return required ? { code: 'REQUIRED', must: 'must be given' } : undefined;
  const invalid = (must: string): Fault => ({ code: 'INVALID', must });
  switch (type) {
    case 'TEXT':
      if (CONTROL.test(value)) return invalid('must be one line of text');
      return pattern === null || matchesPattern(pattern, value) ? undefined : invalid(`must match ${pattern}`);
    case 'CHOICE':
      return choices?.includes(value) === true ? undefined : invalid(`must be one of ${(choices ?? []).join(', ')}`);
    case 'NUMBER':
      return NUMBER.test(value) ? undefined : invalid('must be a decimal number with a point, such as 12 or 0.5');
    case 'EMAIL':
      return isEmailAddress(value) ? undefined : invalid('must be an e-mail address');
    case 'CHECKBOX':
      if (value !== 'true' && value !== 'false') return invalid('must be true or false');
      return required && value === 'false' ? { code: 'REQUIRED', must: 'must be true' } : undefined;
  }
}
