import { defineEntity, p, type InferEntity } from '@mikro-orm/core';

export type ImportStatus = 'RUNNING' | 'COMPLETED' | 'FAILED';

/** One reading of a vendor's sheet. */
export const PriceListImportEntity = defineEntity({
  name: 'PriceListImport',
  tableName: 'price_list_import',
  properties: {
    id: p.text().primary(),
    vendorId: p.text(),
    source: p.text(),
    status: p.text().$type<ImportStatus>(),
    /** How often it was begun; after a crash it begins again. */
    attempts: p.integer(),
    rowsRead: p.integer(),
    rowsAdded: p.integer(),
    rowsChanged: p.integer(),
    rowsRetired: p.integer(),
    /** All of them, of which the first thousand are kept. */
    rowsRejected: p.integer(),
    failure: p.text().nullable(),
    sha256: p.text().nullable(),
    requestedBy: p.text().nullable(),
    startedAt: p.datetime(),
    finishedAt: p.datetime().nullable(),
  },
});

export type PriceListImportRow = InferEntity<typeof PriceListImportEntity>;

/** A row of a sheet that was not taken, with the reason. */
export const RejectedRowEntity = defineEntity({
  name: 'RejectedRow',
  tableName: 'rejected_row',
  properties: {
    importId: p.text().primary(),
    line: p.integer().primary(),
    column: p.text().fieldName('column_name').nullable(),
    message: p.text(),
  },
});

export type RejectedRowRow = InferEntity<typeof RejectedRowEntity>;
