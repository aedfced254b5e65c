import type { Json } from './partner-center-fields.ts';
import type { Agreement, CustomerAddress, NewCartLine, NewCustomer } from './partner-center-types.ts';

/** Body of `POST /v1/customers`. */
export function newCustomerBody(customer: NewCustomer): Json {
  return {
    ...(customer.associatedPartnerId === undefined ? {} : { AssociatedPartnerId: customer.associatedPartnerId }),
    companyProfile: { domain: customer.domain, companyName: customer.companyName },
    billingProfile: {
      culture: customer.culture ?? 'en-US',
      language: (customer.culture ?? 'en-US').split('-')[0],
      email: customer.email,
      companyName: customer.companyName,
      defaultAddress: addressBody(customer.address),
    },
  };
}

function addressBody(address: CustomerAddress): Json {
  return { ...address };
}

/** Body of `POST /v1/customers/{id}/agreements`. */
export function agreementBody(accepted: Agreement): Json {
  return {
    templateId: accepted.templateId,
    type: accepted.agreementType,
    primaryContact: { ...accepted.agreedBy },
    dateAgreed: accepted.agreedAt,
  };
}

/** Body of `POST` and `PUT` of carts; the caller's reference travels as the line's friendly name. */
export function cartBody(lines: readonly NewCartLine[]): Json {
  return {
    lineItems: lines.map(({ reference, ...line }, index) => ({ id: index, friendlyName: reference, ...line })),
  };
}
