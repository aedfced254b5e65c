import { badUserInput } from '../../../shared/graphql/errors.ts';
import type { ImportRequest } from '../../services/sheets/request-import.ts';
import type { ImportPriceListInput } from './inputs.ts';

/** Reads the input of `importPriceList`. Throws BAD_USER_INPUT for a month that is none. */
export function readImportRequest({ vendor, source, ...told }: ImportPriceListInput): ImportRequest {
  return {
    vendorName: vendor.trim(),
    source,
    kind: told.kind ?? undefined,
    month: readMonth(told.month ?? undefined),
    // A file that is named a preview is one, unless the input says that it is.
    isPreview: told.nextMonth === true ? true : undefined,
    isPartial: told.partial ?? false,
    isDryRun: told.dryRun ?? false,
  };
}

function readMonth(text: string | undefined): string | undefined {
  if (text === undefined || /^20\d\d-(?:0[1-9]|1[0-2])$/.test(text)) return text;
  throw badUserInput(`month must look like 2026-11, got "${text}".`, 'month');
}
