import type { Reader, Writer } from '../../../shared/database/transaction.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import { newId } from '../../../shared/domain/ids.ts';
import { VendorEntity, type VendorRow } from '../../entities/vendor.ts';

/**
 * Finds the vendor of a name and creates it when there is none. Case does not count. One name may be the beginning of
 * the other ("Microsoft" finds "Microsoft Corporation") as long as only one vendor matches.
 */
export async function findOrCreateVendor(tx: Writer, name: string): Promise<VendorRow> {
  const known = await findVendor(tx, name);
  if (known !== undefined) return known;
  await tx.execute('insert into catalog.vendor (id, name) values (?, ?) on conflict (name_key) do nothing', [
    newId('ven'),
    name,
  ]);
  const created = await findVendor(tx, name);
  invariant(created, 'the vendor was just created');
  return created;
}

/** The vendor that a name means, with the same freedom; undefined when there is none, or several could be meant. */
export async function findVendor(read: Reader, name: string): Promise<VendorRow | undefined> {
  const rows = await read.query<{ readonly exact: boolean }>(
    `select id, name, import_id, name_key = lower(?) as exact from catalog.vendor
     where name_key = lower(?) or starts_with(name_key, lower(?) || ' ') or starts_with(lower(?), name_key || ' ')
     order by name_key = lower(?) desc, name_key limit 2`,
    [name, name, name, name, name],
  );
  const [first] = rows;
  if (first === undefined || (!first.exact && rows.length > 1)) return undefined;
  const { exact: _, ...row } = first;
  return read.map(VendorEntity, row);
}
