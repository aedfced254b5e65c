import type { PartnerCenterDetail } from './partner-center-errors.ts';
import { optionalText, type Json } from './partner-center-fields.ts';

/** What Microsoft says about a request that it rejected. */
export interface ErrorBody {
  readonly code: string;
  readonly description: string;
  readonly details: readonly PartnerCenterDetail[];
}

/** Reads the body of an error. Where it has another shape, the HTTP status takes the place of the code. */
export function readErrorBody(body: unknown, httpStatus: number): ErrorBody {
  const from = isObject(body) ? body : {};
  const { code, data } = from;
  const items: readonly unknown[] = Array.isArray(data) ? data : [];
  return {
    // Some operations send the code as a number.
    code: String(typeof code === 'string' || typeof code === 'number' ? code : httpStatus),
    description: optionalText(from, 'description') ?? 'Microsoft did not describe the error.',
    details: items.filter(isObject).map((item) => ({
      reference: optionalText(item, 'friendlyName'),
      code: optionalText(item, 'code'),
      description: optionalText(item, 'description'),
    })),
  };
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}
