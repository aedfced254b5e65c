import { isGiven } from '../../../shared/domain/given.ts';
import { readId, readOptionalId } from '../../../shared/domain/ids.ts';
import { badUserInput } from '../../../shared/graphql/errors.ts';
import type { ActivateResellerInput, CreateCustomerInput } from '../../../shared/graphql/customer-inputs.ts';
import type {
  NewCustomer,
  RequestedActivation,
  OrderRequest,
  RequestedCustomer,
  RequestedLine,
  RequestedPlan,
} from '../../rules/placing/order-request.ts';
import { fingerprintOf } from '../../services/placing/request-fingerprint.ts';
import { readParameters } from '../carts/read-inputs.ts';
import { readVendorParameters } from '../tenants/read-inputs.ts';
import type { OrderLineInput, PlaceOrderInput } from './inputs.ts';

/**
 * Reads an order as a client sent it. Throws BAD_USER_INPUT when it names both an existing and a new customer.
 *
 * @param now when the attestation is signed, if the input signs it
 */
export function readPlaceOrder(input: PlaceOrderInput, now: Date): OrderRequest {
  const { cartId, lines, purchaseOrderNumber, paymentMethod, estimateToken, idempotencyKey } = input;
  const parameters = readVendorParameters(input.vendorParameters, now);
  return {
    content: isGiven(cartId)
      ? { kind: 'cart', cartId: readId('crt', cartId) }
      : { kind: 'lines', lines: (lines ?? []).map(readLine) },
    customer: readCustomer(input),
    activation: isGiven(input.activation) ? readActivation(input.activation) : undefined,
    parameters,
    purchaseOrderNumber: purchaseOrderNumber ?? undefined,
    paymentMethod: paymentMethod ?? undefined,
    estimateToken: estimateToken ?? undefined,
    idempotencyKey: idempotencyKey ?? undefined,
    fingerprint: fingerprintOf(withoutAnswer(input), parameters),
  };
}

/** What is kept of an input, even as a hash, holds no answer to a security question. */
function withoutAnswer({ activation, ...input }: PlaceOrderInput): object {
  if (!isGiven(activation)) return input;
  const { securityQuestion, ...others } = activation;
  return { ...input, activation: { ...others, question: securityQuestion.question } };
}

function readLine({
  planId,
  mpn,
  term,
  billingCycle,
  quantity,
  promotionId,
  parameters,
}: OrderLineInput): RequestedLine {
  return {
    plan: readPlan({ planId, mpn, term, billingCycle }),
    quantity,
    promotionId: readOptionalId('pro', promotionId),
    parameters: readParameters(parameters ?? []),
  };
}

function readPlan({
  planId,
  mpn,
  term,
  billingCycle,
}: Pick<OrderLineInput, 'planId' | 'mpn' | 'term' | 'billingCycle'>): RequestedPlan {
  if (isGiven(planId)) return { kind: 'id', planId: readId('pln', planId) };
  if (!isGiven(mpn) || mpn === '') return { kind: 'unnamed' };
  return { kind: 'mpn', mpn, term: term ?? undefined, billingCycle: billingCycle ?? undefined };
}

function readCustomer({ customerId, newCustomer }: PlaceOrderInput): RequestedCustomer {
  if (isGiven(newCustomer)) {
    if (isGiven(customerId)) throw badUserInput('Give customerId or newCustomer, not both.', 'input');
    return { kind: 'new', customer: readNewCustomer(newCustomer) };
  }
  return isGiven(customerId) ? { kind: 'existing', id: readId('acc', customerId) } : { kind: 'implied' };
}

function readActivation({ termsVersion, ...input }: ActivateResellerInput): RequestedActivation {
  return { ...input, termsVersion: termsVersion ?? undefined };
}

function readNewCustomer(input: CreateCustomerInput): NewCustomer {
  const { name, segment, address, contact, login } = input;
  return {
    parentId: readOptionalId('acc', input.parentId),
    name,
    segment,
    address,
    contact,
    login,
    externalId: input.externalId ?? undefined,
    taxId: input.taxId ?? undefined,
    language: input.language ?? undefined,
    currency: input.currency ?? undefined,
    limited: input.limited ?? false,
  };
}
