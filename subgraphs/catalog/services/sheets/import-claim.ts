import { setTimeout as sleep } from 'node:timers/promises';
import type { Writer } from '../../../shared/database/transaction.ts';
import { isGiven } from '../../../shared/domain/given.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { ImportContext } from '../../context.ts';
import { ImportFault } from '../../errors.ts';
import { PriceListImportEntity, type PriceListImportRow } from '../../entities/price-list-import.ts';
import { VendorEntity, type VendorRow } from '../../entities/vendor.ts';
import { withdrawMatrix } from './offer-matrix/write-offers.ts';
import { withdrawVersion } from './price-list/withdraw-version.ts';
import { discardStaged } from './price-list/discard-staged.ts';

/** A file that crashes the process again and again is given up. */
const MAX_ATTEMPTS = 10;
/** A claim is renewed by everything that is written; what is not renewed for so long is another import's to take. */
const CLAIM_MS = 60_000;
const TURN_MS = 1_000;
/** How long an import waits for another one of the same vendor: longer than the largest sheet takes. */
const MAX_WAIT_MS = 1_800_000;

/** An import that may write its vendor's rows. */
export interface Claim {
  readonly vendor: VendorRow;
  readonly record: PriceListImportRow;
  /** Which attempt at the import this is: a later one takes its place. */
  readonly attempt: number;
  /** Its prices are visible already: an attempt before this one broke off afterwards. */
  readonly isPublished: boolean;
}

/**
 * Waits until no other import of the vendor runs, then begins this one, or begins it again: what a broken attempt wrote is
 * taken back. Undefined when the import has ended already or may not go on.
 */
export async function claimImport(context: ImportContext, importId: Id<'imp'>): Promise<Claim | undefined> {
  const waitsUntil = Date.now() + MAX_WAIT_MS;
  for (;;) {
    const claim = await tryToClaim(context, importId);
    if (claim === undefined) return undefined;
    if (!('busyWith' in claim)) {
      await clearBroken(context, claim);
      return claim;
    }
    if (Date.now() > waitsUntil) {
      await giveUp(context, importId, `The import ${claim.busyWith} of the same vendor does not end.`);
      return undefined;
    }
    await sleep(TURN_MS);
  }
}

function tryToClaim(
  context: ImportContext,
  importId: Id<'imp'>,
): Promise<Claim | { readonly busyWith: Id<'imp'> } | undefined> {
  return context.write(async (tx) => {
    const record = await tx.lock(PriceListImportEntity, { id: importId });
    if (record?.status !== 'RUNNING') return undefined;
    const vendor = await tx.lock(VendorEntity, { id: record.vendorId });
    invariant(vendor, 'an import has a vendor');
    const now = context.deps.now();
    const { importId: other, importClaimedUntil: until } = vendor;
    if (isGiven(other) && other !== importId && isGiven(until) && until > now) return { busyWith: other };
    record.attempts += 1;
    if (record.attempts > MAX_ATTEMPTS) {
      Object.assign(record, { status: 'FAILED', failure: `Given up after ${MAX_ATTEMPTS} attempts.`, finishedAt: now });
      return undefined;
    }
    Object.assign(vendor, { importId, importClaimedUntil: new Date(now.getTime() + CLAIM_MS) });
    return { vendor, record, attempt: record.attempts, isPublished: isGiven(record.version) };
  });
}

async function clearBroken(context: ImportContext, claim: Claim): Promise<void> {
  const { vendor, record, isPublished } = claim;
  const write = <T>(step: (tx: Writer) => Promise<T>): Promise<T> =>
    context.write(async (tx) => {
      await requireClaim(tx, claim);
      return step(tx);
    });
  await discardStaged(write, record.id);
  if (isPublished) return;
  if (isGiven(vendor.writingVersion)) {
    await withdrawMatrix(write, vendor.id);
    await withdrawVersion(write, { vendorId: vendor.id, version: vendor.writingVersion });
  }
  await write(async (tx) => {
    await tx.execute('delete from catalog.rejected_row where import_id = ?', [record.id]);
    await tx.execute('delete from catalog.price_change where import_id = ?', [record.id]);
    await tx.execute(
      `update catalog.price_list_import set rows_read = 0, rows_added = 0, rows_changed = 0, rows_unchanged = 0,
         rows_skipped = 0, rows_rejected = 0, rows_retired = 0, warnings = '{}' where id = ?`,
      [record.id],
    );
    await tx.execute('update catalog.vendor set writing_version = price_version + 1 where id = ?', [vendor.id]);
  });
}

/**
 * Locks the vendor for one transaction, and renews the claim. Rejects with an ImportFault when the claim has lapsed and
 * another import has the vendor, when another attempt at this one has begun, or when somebody has ended it.
 */
export async function requireClaim(tx: Writer, { vendor, record, attempt }: Claim): Promise<void> {
  const rows = await tx.execute(
    `update catalog.vendor set import_claimed_until = clock_timestamp() + make_interval(secs => ?)
     where id = ? and import_id = ? and exists (
       select 1 from catalog.price_list_import where id = ? and status = 'RUNNING' and attempts = ?
     ) returning id`,
    [CLAIM_MS / 1_000, vendor.id, record.id, record.id, attempt],
  );
  if (rows.length === 0) throw new ImportFault('Another import of the same vendor took over.');
}

/** Lets the next import of the vendor begin, and forgets the rows of this one. What another attempt has is left to it. */
export async function releaseVendor(context: ImportContext, { vendor, record, attempt }: Claim): Promise<void> {
  const [latest] = await context.read.query<{ readonly attempts: number }>(
    'select attempts from catalog.price_list_import where id = ?',
    [record.id],
  );
  if (latest?.attempts !== attempt) return;
  await discardStaged((step) => context.write(step), record.id);
  await context.write(async (tx) => {
    await tx.execute(
      `update catalog.vendor set import_id = null, import_claimed_until = null, writing_version = null
       where id = ? and import_id = ?`,
      [vendor.id, record.id],
    );
  });
}

async function giveUp(context: ImportContext, importId: Id<'imp'>, failure: string): Promise<void> {
  await context.write(async (tx) => {
    await tx.execute(
      `update catalog.price_list_import set status = 'FAILED', failure = ?, finished_at = ?::timestamptz
       where id = ? and status = 'RUNNING'`,
      [failure, context.deps.now().toISOString(), importId],
    );
  });
}
