import type { ImportRequest } from '../../services/sheets/request-import.ts';
import type { ImportPriceListInput } from './inputs.ts';

/** Reads the input of `importPriceList`. */
export function readImportRequest({ vendor, source }: ImportPriceListInput): ImportRequest {
  return { vendorName: vendor.trim(), source };
}
