import { isGiven } from '../../../shared/domain/given.ts';
import type { ParameterValue } from '../../../shared/domain/product-parameter.ts';
import { readId, readOptionalId, type Id } from '../../../shared/domain/ids.ts';
import type { VendorParameters } from '../../rules/placing/vendor-parameters.ts';
import type { CartLineChange } from '../../services/carts/change-cart.ts';
import type { NewCart } from '../../services/carts/create-cart.ts';
import { readVendorParameters } from '../tenants/read-inputs.ts';
import type {
  CreateCartInput,
  ParameterValueInput,
  SetCartCustomerInput,
  SetCartLineInput,
  SetVendorParametersInput,
} from './inputs.ts';

/** Reads whose cart is to be created. */
export function readCreateCart({ resellerId, customerId }: CreateCartInput): NewCart {
  return { resellerId: readOptionalId('acc', resellerId), customerId: readOptionalId('acc', customerId) };
}

/** Reads the quantity of a plan in a cart. */
export function readSetCartLine({
  cartId,
  planId,
  quantity,
  promotionId,
  parameters,
}: SetCartLineInput): CartLineChange {
  return {
    cartId: readId('crt', cartId),
    planId: readId('pln', planId),
    quantity,
    promotionId: promotionId === null ? null : readOptionalId('pro', promotionId),
    parameters: isGiven(parameters) ? readParameters(parameters) : undefined,
  };
}

/** Reads the values of ordering parameters. */
export function readParameters(values: readonly ParameterValueInput[]): readonly ParameterValue[] {
  return values.map(({ name, value }) => ({ name: name.trim(), value: value.trim() }));
}

/** Reads the customer that a cart is for. */
export function readSetCartCustomer({ cartId, customerId }: SetCartCustomerInput): {
  readonly cartId: Id<'crt'>;
  readonly customerId: Id<'acc'>;
} {
  return { cartId: readId('crt', cartId), customerId: readId('acc', customerId) };
}

/** Reads the vendor parameters of a cart. */
export function readSetVendorParameters(
  { cartId, parameters }: SetVendorParametersInput,
  now: Date,
): { readonly cartId: Id<'crt'>; readonly parameters: VendorParameters } {
  return { cartId: readId('crt', cartId), parameters: readVendorParameters(parameters, now) };
}
