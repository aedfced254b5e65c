import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Id } from '../../shared/domain/ids.ts';
import type { SheetKind } from '../rules/sheets/plan-shape.ts';

export type ImportStatus = 'RUNNING' | 'NEEDS_CONFIRMATION' | 'COMPLETED' | 'FAILED';

/** What a file that is imported is; a file with rows of several kinds has none. */
export type ImportKind = SheetKind | 'OFFER_MATRIX';

/** The import of one sheet of a vendor. */
export const PriceListImportEntity = defineEntity({
  name: 'PriceListImport',
  tableName: 'price_list_import',
  properties: {
    id: p.text().$type<Id<'imp'>>().primary(),
    vendorId: p.text().$type<Id<'ven'>>(),
    source: p.text(),
    status: p.text().$type<ImportStatus>(),
    /** Recognised from the file, or told. */
    kind: p.text().$type<ImportKind>().nullable(),
    markets: p.array(),
    /** The month for which its prices are: `2026-11`. */
    month: p.text().nullable(),
    /** It announces changes of the next month only. */
    isPreview: p.boolean(),
    /** It has a part of its kind only. */
    isPartial: p.boolean(),
    /** It says what would change, and changes nothing. */
    isDryRun: p.boolean(),
    /** Somebody has said that what looks like a mistake is none. */
    isConfirmed: p.boolean(),
    /** How often the import was begun; after a crash it begins again. */
    attempts: p.integer(),
    rowsRead: p.integer(),
    rowsAdded: p.integer(),
    rowsChanged: p.integer(),
    rowsUnchanged: p.integer(),
    rowsRetired: p.integer(),
    /** Rows of kinds that are not sold here. */
    rowsSkipped: p.integer(),
    /** Counts all rejected rows, of which the first thousand are stored. */
    rowsRejected: p.integer(),
    warnings: p.array(),
    failure: p.text().nullable(),
    sha256: p.text().nullable(),
    /** The hash of its rows in any order. */
    contentHash: p.text().nullable(),
    /** The version of the vendor's price list that it published. */
    version: p.integer().nullable(),
    requestedBy: p.text().nullable(),
    startedAt: p.datetime(),
    finishedAt: p.datetime().nullable(),
  },
});

export type PriceListImportRow = InferEntity<typeof PriceListImportEntity>;

/** A row of a sheet that was not imported, with the reason. */
export const RejectedRowEntity = defineEntity({
  name: 'RejectedRow',
  tableName: 'rejected_row',
  properties: {
    importId: p.text().$type<Id<'imp'>>().primary(),
    line: p.integer().primary(),
    column: p.text().fieldName('column_name').nullable(),
    message: p.text(),
  },
});

export type RejectedRowRow = InferEntity<typeof RejectedRowEntity>;
