import { formatMinor } from '../../shared/money.ts';
import { refusal, type Refusal } from '../../shared/refusal.ts';
import type { OrderCheck } from '../connectors/vendor-connector.ts';
import type { OrdersContext } from '../context.ts';
import { checkAccounts, checkPlans, checkPrerequisites, checkQuantities } from '../rules/order-checks.ts';
import { textArray } from '../../shared/sql.ts';
import { readCredits, type Credit } from './credit.ts';
import { payableMinor } from './settle-order.ts';
import type { OrderDraft, OrderRequest } from './order-draft.ts';

/** How an order will be paid, as far as that is decided. */
export interface PaymentChoice {
  readonly method: 'CREDIT_CARD' | 'TERMS';
  readonly credit: Credit | undefined;
}

const LABELS = {
  ACCOUNT: 'Customer and resellers are active',
  PLANS: 'Plans are sold to this customer',
  QUANTITIES: 'Quantities within the limits',
  PREREQUISITES: 'Prerequisites owned or ordered',
  PAYMENT: 'Payment',
} as const;

/** Looks at everything that could refuse an order, here and at the vendor, and answers all of it. Changes nothing. */
export async function checkOrder(
  context: OrdersContext,
  draft: OrderDraft,
  payment: PaymentChoice,
): Promise<readonly OrderCheck[]> {
  const [local, vendor] = await Promise.all([
    checkLocally(context, draft, payment),
    context.services.connector.validate({
      segment: draft.profile.segment,
      parameters: draft.parameters,
      knownTenantDomain: draft.knownTenantDomain,
      partnerIsVerified: false,
      acceptedVersion: undefined,
      agreement: undefined,
    }),
  ]);
  return [...local, ...vendor.checks];
}

async function checkLocally(
  { em }: OrdersContext,
  draft: OrderDraft,
  payment: PaymentChoice,
): Promise<readonly OrderCheck[]> {
  const lines = draft.lines.map(({ planId, quantity, quoted }) => ({ planId, quantity, plan: quoted?.plan }));
  const above = await em.execute<{ status: string }[]>('select status from orders.account where path @> ?::ltree', [
    draft.path,
  ]);
  const owned = await em.execute<{ mpn: string }[]>(
    `select distinct mpn from orders.subscription where customer_id = ? and status in ('ACTIVE', 'PENDING')`,
    [draft.customerId ?? ''],
  );
  const ownedMpns = new Set(owned.map(({ mpn }) => mpn));
  const { segment, address } = draft.profile;
  const statuses = [draft.customerStatus, ...above.map(({ status }) => status)];
  return [
    toCheck('ACCOUNT', checkAccounts(statuses, draft.newCustomer !== undefined)),
    toCheck('PLANS', checkPlans(lines, { segment, market: address.country, currency: draft.currency, ownedMpns })),
    toCheck('QUANTITIES', checkQuantities(lines)),
    toCheck('PREREQUISITES', checkPrerequisites(lines, ownedMpns)),
    toCheck('PAYMENT', checkPayment(draft, payment)),
  ].flat();
}

function toCheck(code: keyof typeof LABELS, errors: readonly Refusal[]): readonly OrderCheck[] {
  if (errors.length === 0) return [{ code, label: LABELS[code], status: 'PASSED' }];
  return errors.map((error) => ({ code, label: LABELS[code], status: 'FAILED', error }));
}

/** Chooses terms where the reseller has them, unless the request says otherwise. */
export async function choosePayment(
  { em }: OrdersContext,
  draft: OrderDraft,
  request: OrderRequest,
): Promise<PaymentChoice> {
  const [credit] = await readCredits(em, textArray([draft.resellerId]));
  return { method: request.paymentMethod ?? (credit === undefined ? 'CREDIT_CARD' : 'TERMS'), credit };
}

function checkPayment(draft: OrderDraft, { method, credit }: PaymentChoice): readonly Refusal[] {
  const path = ['paymentMethod'];
  if (method === 'CREDIT_CARD') return [];
  if (credit === undefined) {
    const remedies = [{ description: 'Pay by credit card, or ask the credit team for terms.' }];
    return [refusal('PAYMENT_DECLINED', 'The reseller has no payment terms.', { path, remedies })];
  }
  if (credit.currency !== draft.currency) {
    return [
      refusal('CURRENCY_MISMATCH', `The reseller's terms are in ${credit.currency}, the order in ${draft.currency}.`, {
        path,
      }),
    ];
  }
  const needed = draftPayable(draft);
  const available = credit.limitMinor - credit.balanceMinor - credit.reservedMinor;
  return needed <= available ? [] : [creditExceeded(needed, available, draft.currency)];
}

/** The order does not fit in the credit that is left. */
export function creditExceeded(neededMinor: bigint, availableMinor: bigint, currency: string): Refusal {
  const needed = formatMinor(neededMinor, currency);
  const available = formatMinor(availableMinor, currency);
  return refusal(
    'CREDIT_EXCEEDED',
    `The order needs ${needed} ${currency}; ${available} ${currency} of the credit limit are left.`,
    {
      path: ['paymentMethod'],
      retryable: true,
      remedies: [
        { description: 'Pay by credit card, settle open invoices, or ask the credit team for a higher limit.' },
      ],
    },
  );
}

/** What the reseller would pay for the lines that have a price. */
export function draftPayable({ lines, resellerId }: OrderDraft): bigint {
  const priced = lines.flatMap(({ quoted, quantity }) =>
    quoted === undefined ? [] : [{ tiers: quoted.tiers, quantity }],
  );
  return payableMinor({ resellerId }, priced);
}
