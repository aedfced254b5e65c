import type { Writer } from '../../../shared/database/transaction.ts';
import { idLabel, newId } from '../../../shared/domain/ids.ts';
import type { CustomerSegment } from '../../../shared/domain/trade.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';
import type { Address, Contact } from '../../rules/hierarchy/account-details.ts';
import type { Placement } from './placements.ts';

/** What an account begins with. */
export interface NewRow {
  readonly type: 'RESELLER' | 'CUSTOMER';
  /** ACTIVE unless given. */
  readonly status?: 'ACTIVE' | 'PENDING';
  readonly name: string;
  readonly parent: AccountRow;
  readonly externalId?: string | undefined;
  readonly taxId?: string | undefined;
  /** English unless given. */
  readonly language?: string | undefined;
  readonly address: Address | undefined;
  readonly contact: Contact;
  readonly currency: string;
  /** Of a customer. */
  readonly segment?: CustomerSegment | undefined;
  readonly placement?: Placement | undefined;
}

/** Adds an account below its parent. Its users, and what others are told of it, come after it. */
export async function addAccount(tx: Writer, createdAt: Date, row: NewRow): Promise<AccountRow> {
  const id = newId('acc');
  const account = tx.create(AccountEntity, {
    id,
    type: row.type,
    name: row.name,
    status: row.status ?? 'ACTIVE',
    path: `${row.parent.path}.${idLabel(id)}`,
    parentId: row.parent.id,
    movedIn: row.parent.movedIn,
    externalId: row.externalId ?? null,
    taxId: row.taxId ?? null,
    language: row.language ?? 'en',
    address: row.address ?? null,
    contact: row.contact,
    currency: row.currency,
    segment: row.segment ?? null,
    branding: {},
    placementId: row.placement?.id ?? null,
    placementInputHash: row.placement?.inputHash ?? null,
    version: 1,
    createdAt,
  });
  // The entities declare no relation, so the ORM does not know that the account has to be inserted first.
  await tx.flush();
  return account;
}
