import type { EntityManager } from '@mikro-orm/postgresql';
import { toConnection, type Connection, type PageRequest } from '../../../shared/graphql/connection.ts';
import { VendorEntity, type VendorRow } from '../../entities/vendor.ts';

/** A page of the vendors, newest first. */
export async function findVendors(em: EntityManager, page: PageRequest): Promise<Connection<VendorRow>> {
  const [after] = page.after ?? [];
  const rows = await em.find(VendorEntity, after === undefined ? {} : { id: { $lt: after } }, {
    orderBy: { id: 'desc' },
    limit: page.first + 1,
  });
  return toConnection(
    rows,
    page,
    (row) => [row.id],
    () => em.count(VendorEntity),
  );
}
