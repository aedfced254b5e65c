import type { Id } from '../../../shared/domain/ids.ts';
import type { ParameterValue } from '../../../shared/domain/product-parameter.ts';
import type { PaymentMethod } from '../billing/payment-method.ts';
import type { BillingCycle } from '../../../shared/domain/trade.ts';
import type { CustomerAddress, CustomerContact } from './customer-profile.ts';
import type { CustomerSegment } from '../../../shared/domain/trade.ts';
import type { VendorParameters } from './vendor-parameters.ts';

/** A customer that is to be created with an order. What is undefined was left to the platform. */
export interface NewCustomer {
  /** The account it buys from. */
  readonly parentId: Id<'acc'> | undefined;
  readonly name: string;
  readonly segment: CustomerSegment;
  readonly address: CustomerAddress;
  readonly contact: CustomerContact;
  readonly login: string;
  readonly externalId: string | undefined;
  readonly taxId?: string | undefined;
  readonly language?: string | undefined;
  readonly currency: string | undefined;
  readonly limited: boolean;
}

/** What a reseller says of itself to be activated with its first order. */
export interface RequestedActivation {
  readonly name: string;
  readonly address: CustomerAddress;
  readonly contact: CustomerContact;
  readonly securityQuestion: { readonly question: string; readonly answer: string };
  readonly acceptTerms: boolean;
  readonly termsVersion?: string | undefined;
}

/** How a line says which plan it orders. */
export type RequestedPlan =
  | { readonly kind: 'id'; readonly planId: Id<'pln'> }
  | {
      readonly kind: 'mpn';
      readonly mpn: string;
      readonly term: string | undefined;
      readonly billingCycle: BillingCycle | undefined;
    }
  | { readonly kind: 'unnamed' };

export interface RequestedLine {
  readonly plan: RequestedPlan;
  readonly quantity: number;
  readonly promotionId: Id<'pro'> | undefined;
  readonly parameters: readonly ParameterValue[];
}

/** For whom an order is: an account, a customer to be created, or the one that the cart or the viewer implies. */
export type RequestedCustomer =
  | { readonly kind: 'existing'; readonly id: Id<'acc'> }
  | { readonly kind: 'new'; readonly customer: NewCustomer }
  | { readonly kind: 'implied' };

/** What `estimateOrder` and `placeOrder` are asked for. */
export interface OrderRequest {
  readonly content:
    | { readonly kind: 'cart'; readonly cartId: Id<'crt'> }
    | { readonly kind: 'lines'; readonly lines: readonly RequestedLine[] };
  readonly customer: RequestedCustomer;
  /** Undefined when the reseller is active already. */
  readonly activation: RequestedActivation | undefined;
  readonly parameters: VendorParameters;
  readonly purchaseOrderNumber: string | undefined;
  readonly paymentMethod: PaymentMethod | undefined;
  readonly estimateToken: string | undefined;
  readonly idempotencyKey: string | undefined;
  /** Equal for the same input, whatever the order of its fields: what an idempotency key stands for. */
  readonly fingerprint: string;
}
