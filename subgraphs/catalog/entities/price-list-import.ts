import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Id } from '../../shared/domain/ids.ts';

export type ImportStatus = 'RUNNING' | 'COMPLETED' | 'FAILED';

/** The import of one sheet of a vendor. */
export const PriceListImportEntity = defineEntity({
  name: 'PriceListImport',
  tableName: 'price_list_import',
  properties: {
    id: p.text().$type<Id<'imp'>>().primary(),
    vendorId: p.text().$type<Id<'ven'>>(),
    source: p.text(),
    status: p.text().$type<ImportStatus>(),
    /** How often the import was begun; after a crash it begins again. */
    attempts: p.integer(),
    rowsRead: p.integer(),
    rowsAdded: p.integer(),
    rowsChanged: p.integer(),
    rowsRetired: p.integer(),
    /** Counts all rejected rows, of which the first thousand are stored. */
    rowsRejected: p.integer(),
    failure: p.text().nullable(),
    sha256: p.text().nullable(),
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
