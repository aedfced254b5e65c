import { readId } from '../../../shared/domain/ids.ts';
import { countRows } from '../../../shared/database/total.ts';
import { toConnection, type Connection, type PageRequest } from '../../../shared/graphql/connection.ts';
import type { SignedInContext } from '../../context.ts';
import { VendorEntity, type VendorRow } from '../../entities/vendor.ts';

/** A page of the vendors, newest first. */
export async function findVendors({ read }: SignedInContext, page: PageRequest): Promise<Connection<VendorRow>> {
  const [after] = page.after ?? [];
  const rows = await read.find(VendorEntity, after === undefined ? {} : { id: { $lt: readId('ven', after) } }, {
    orderBy: { id: 'desc' },
    limit: page.first + 1,
  });
  return toConnection(
    rows,
    page,
    (row) => [row.id],
    () => countRows(read, { from: 'catalog.vendor', where: 'true', values: [] }),
  );
}
