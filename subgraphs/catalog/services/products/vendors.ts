import type { EntityManager } from '@mikro-orm/postgresql';
import { invariant } from '../../../shared/domain/invariant.ts';
import { newId } from '../../../shared/domain/ids.ts';
import { VendorEntity, type VendorRow } from '../../entities/vendor.ts';

/**
 * The vendor of a name, made when there is none. Case does not count, and one name may be the beginning of the other
 * ("Microsoft" finds "Microsoft Corporation") as long as it leads to one vendor only.
 */
export async function findOrCreateVendor(tx: EntityManager, name: string): Promise<VendorRow> {
  const known = await findVendor(tx, name);
  if (known !== undefined) return known;
  await tx.execute('insert into catalog.vendor (id, name) values (?, ?) on conflict (name_key) do nothing', [
    newId('ven'),
    name,
  ]);
  const created = await findVendor(tx, name);
  invariant(created, 'the vendor was just made');
  return created;
}

async function findVendor(tx: EntityManager, name: string): Promise<VendorRow | undefined> {
  const rows = await tx.execute<{ exact: boolean }[]>(
    `select id, name, import_id, name_key = lower(?) as exact from catalog.vendor
     where name_key = lower(?) or starts_with(name_key, lower(?) || ' ') or starts_with(lower(?), name_key || ' ')
     order by name_key = lower(?) desc, name_key limit 2`,
    [name, name, name, name, name],
  );
  const [first] = rows;
  if (first === undefined || (!first.exact && rows.length > 1)) return undefined;
  const { exact: _, ...row } = first;
  return tx.map(VendorEntity, row as never);
}
