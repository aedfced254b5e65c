import { randomUUID } from 'node:crypto';

import { agreementBody, cartBody, newCustomerBody } from './partner-center-bodies.ts';
import * as parse from './partner-center-parsers.ts';
import { partnerCenterCodes, PartnerCenterError } from './partner-center-errors.ts';
import { readAllPages } from './partner-center-pages.ts';
import { findTenantId } from './partner-center-tenants.ts';
import { createTransport } from './partner-center-transport.ts';
import type { PartnerCenterTransport } from './partner-center-transport.ts';
import type {
  Agreement,
  AgreementTemplate,
  Cart,
  CheckoutResult,
  CreatedCustomer,
  Customer,
  LineProvisioning,
  MpnProfile,
  NewCartLine,
  NewCustomer,
  PartnerCenterCall,
  PartnerCenterConnection,
  PartnerRelationship,
  Qualification,
  SubscriptionChange,
  VendorOrder,
  VendorSubscription,
} from './partner-center-types.ts';

/**
 * Typed access to the Partner Center REST API. One instance serves many calls at once. Every method rejects with
 * `PartnerCenterError` and nothing else; an answer of an undocumented shape is `unavailable` on reads and
 * `unknown-outcome` on writes.
 */
export class PartnerCenterClient {
  readonly #send: PartnerCenterTransport;
  readonly #options: PartnerCenterConnection;

  constructor(options: PartnerCenterConnection) {
    this.#options = options;
    this.#send = createTransport(options);
  }

  /** The partner with this MPN ID, or null when the vendor does not know it or it is malformed. */
  async getMpnProfile(mpnId: string, call: PartnerCenterCall): Promise<MpnProfile | null> {
    const path = `/v1/profiles/mpn?mpnId=${encodeURIComponent(mpnId)}`;
    return this.#orNull([400, 404], () =>
      this.#send({ operation: 'getMpnProfile', method: 'GET', path, call, parse: parse.mpnProfile }),
    );
  }

  /** Whether the partner with this MPN ID is enrolled as an indirect reseller; false for one the vendor does not know. */
  async isEnrolledInCsp(mpnId: string, call: PartnerCenterCall): Promise<boolean> {
    const path = `/v1/compliance/csp/agreementstatus?mpnId=${encodeURIComponent(mpnId)}`;
    const operation = 'isEnrolledInCsp';
    try {
      return await this.#send({ operation, method: 'GET', path, call, parse: parse.isAgreementSigned });
    } catch (error) {
      if (error instanceof PartnerCenterError && isNotEnrolled(error)) return false;
      throw error;
    }
  }

  /** The id of the tenant that holds the domain, anybody's; null when none does. */
  async findTenantId(domain: string, call: PartnerCenterCall): Promise<string | null> {
    return findTenantId(this.#options, domain, call);
  }

  /** Whether a tenant holds this domain (`contoso.onmicrosoft.com`), ours or anybody's. */
  async isDomainTaken(domain: string, call: PartnerCenterCall): Promise<boolean> {
    const path = `/v1/domains/${encodeURIComponent(domain.toLowerCase())}`;
    const taken = await this.#orNull([404], () =>
      this.#send({ operation: 'isDomainTaken', method: 'HEAD', path, call, parse: () => true }),
    );
    return taken ?? false;
  }

  /**
   * Creates a tenant. Repeating the call with the same request id answers as the first time, credentials included,
   * and creates nothing twice. A taken domain is rejected with code 600006.
   */
  async createCustomer(customer: NewCustomer, call: PartnerCenterCall): Promise<CreatedCustomer> {
    const body = newCustomerBody(customer);
    return this.#send({
      operation: 'createCustomer',
      method: 'POST',
      path: '/v1/customers',
      body,
      call,
      parse: parse.createdCustomer,
    });
  }

  /** The customer of ours with exactly this domain; null when none has a relationship with the provider. */
  async findCustomerByDomain(domain: string, call: PartnerCenterCall): Promise<Customer | null> {
    const wanted = domain.toLowerCase();
    const filter = encodeURIComponent(JSON.stringify({ Field: 'Domain', Value: wanted, Operator: 'starts_with' }));
    const path = `/v1/customers?size=100&filter=${filter}`;
    const found = await this.#send({
      operation: 'findCustomerByDomain',
      method: 'GET',
      path,
      call,
      parse: parse.customers,
    });
    return found.find((customer) => customer.domain.toLowerCase() === wanted) ?? null;
  }

  /** The link with which an existing tenant's administrator accepts the provider; its `partnerId` is the provider's id. */
  async getInvitationUrl(call: PartnerCenterCall): Promise<string> {
    return this.#send({
      operation: 'getInvitationUrl',
      method: 'GET',
      path: '/v1/customers/relationshiprequests',
      call,
      parse: parse.relationshipRequestUrl,
    });
  }

  /** Every indirect reseller of the provider, with those whose relationship is not active. */
  async listResellers(call: PartnerCenterCall): Promise<readonly PartnerRelationship[]> {
    const path = '/v1/relationships?relationship_type=IsIndirectCloudSolutionProviderOf';
    return this.#relationships('listResellers', path, call);
  }

  /** Every indirect reseller that has a relationship with the customer. */
  async listResellersOf(customerId: string, call: PartnerCenterCall): Promise<readonly PartnerRelationship[]> {
    return this.#relationships('listResellersOf', `${customerPath(customerId)}/relationships`, call);
  }

  /** The segments the tenant is approved for; empty means commercial only. */
  async getQualifications(customerId: string, call: PartnerCenterCall): Promise<readonly Qualification[]> {
    const path = `${customerPath(customerId)}/qualifications`;
    return this.#send({ operation: 'getQualifications', method: 'GET', path, call, parse: parse.qualifications });
  }

  /** Every version of the agreement of this type. */
  async listAgreementTemplates(type: string, call: PartnerCenterCall): Promise<readonly AgreementTemplate[]> {
    const path = `/v1/agreements?agreementType=${encodeURIComponent(type)}`;
    const operation = 'listAgreementTemplates';
    return this.#send({ operation, method: 'GET', path, call, parse: parse.agreementTemplates });
  }

  /** The agreements the customer has accepted. */
  async getAgreements(customerId: string, call: PartnerCenterCall): Promise<readonly Agreement[]> {
    const path = `${customerPath(customerId)}/agreements`;
    return this.#send({ operation: 'getAgreements', method: 'GET', path, call, parse: parse.agreements });
  }

  /** Records that the customer accepted the agreement; also releases orders that wait for it. */
  async confirmAgreement(customerId: string, agreement: Agreement, call: PartnerCenterCall): Promise<Agreement> {
    return this.#send({
      operation: 'confirmAgreement',
      method: 'POST',
      path: `${customerPath(customerId)}/agreements`,
      body: agreementBody(agreement),
      call,
      parse: parse.agreement,
    });
  }

  /** Puts the lines into a new cart; nothing is bought yet, so a lost reply may simply be repeated. */
  async createCart(customerId: string, lines: readonly NewCartLine[], call: PartnerCenterCall): Promise<Cart> {
    const path = `${customerPath(customerId)}/carts`;
    const body = cartBody(lines);
    return this.#send({ operation: 'createCart', method: 'POST', path, body, call, parse: parse.cart });
  }

  /** Replaces the lines of a cart that has not been checked out. */
  async replaceCart(
    at: { readonly customerId: string; readonly cartId: string },
    lines: readonly NewCartLine[],
    call: PartnerCenterCall,
  ): Promise<Cart> {
    const path = cartPath(at.customerId, at.cartId);
    const body = cartBody(lines);
    return this.#send({ operation: 'replaceCart', method: 'PUT', path, body, call, parse: parse.cart });
  }

  /**
   * Buys the cart. Lines of one term and billing cycle become one order; lines the vendor refuses while it accepts
   * others come back in `orderErrors`. A cart of which every line is refused is rejected.
   */
  async checkoutCart(customerId: string, cartId: string, call: PartnerCenterCall): Promise<CheckoutResult> {
    const path = `${cartPath(customerId, cartId)}/checkout`;
    return this.#send({ operation: 'checkoutCart', method: 'POST', path, body: {}, call, parse: parse.checkoutResult });
  }

  /**
   * What a checkout of unknown outcome created: the customer's orders whose external reference is that checkout's
   * request id. Empty means nothing to be seen yet; the vendor may take 15 minutes to show an order.
   */
  async findOrdersByRequest(
    customerId: string,
    checkoutRequestId: string,
    call: PartnerCenterCall,
  ): Promise<readonly VendorOrder[]> {
    const query = new URLSearchParams({ externalReference: checkoutRequestId });
    const path = `${customerPath(customerId)}/orders?${query.toString()}`;
    const orders = await this.#send({
      operation: 'findOrdersByRequest',
      method: 'GET',
      path,
      call,
      parse: parse.orders,
    });
    return orders.filter((order) => order.externalReference === checkoutRequestId);
  }

  /** The order, or null when the vendor does not show it (yet). */
  async getOrder(customerId: string, orderId: string, call: PartnerCenterCall): Promise<VendorOrder | null> {
    const path = orderPath(customerId, orderId);
    return this.#orNull([404], () =>
      this.#send({ operation: 'getOrder', method: 'GET', path, call, parse: parse.order }),
    );
  }

  /** How far every line of the order is. */
  async getProvisioningStatus(
    customerId: string,
    orderId: string,
    call: PartnerCenterCall,
  ): Promise<readonly LineProvisioning[]> {
    return this.#send({
      operation: 'getProvisioningStatus',
      method: 'GET',
      path: `${orderPath(customerId, orderId)}/provisioningstatus`,
      call,
      parse: parse.provisioning,
    });
  }

  /** All subscriptions of the customer. */
  async listSubscriptions(customerId: string, call: PartnerCenterCall): Promise<readonly VendorSubscription[]> {
    const path = `${customerPath(customerId)}/subscriptions`;
    return this.#send({ operation: 'listSubscriptions', method: 'GET', path, call, parse: parse.subscriptions });
  }

  /** The subscription with its ETag, or null while its line is not fulfilled. */
  async getSubscription(
    customerId: string,
    subscriptionId: string,
    call: PartnerCenterCall,
  ): Promise<VendorSubscription | null> {
    const path = subscriptionPath(customerId, subscriptionId);
    return this.#orNull([404], () =>
      this.#send({ operation: 'getSubscription', method: 'GET', path, call, parse: parse.subscription }),
    );
  }

  /** Changes seats, renewal or status; answers with the subscription as it stands afterwards. */
  async updateSubscription(
    at: { readonly customerId: string; readonly subscriptionId: string },
    change: SubscriptionChange,
    call: PartnerCenterCall,
  ): Promise<VendorSubscription> {
    const { etag, ...body } = change;
    return this.#send({
      operation: 'updateSubscription',
      method: 'PATCH',
      path: subscriptionPath(at.customerId, at.subscriptionId),
      body,
      ifMatch: etag,
      call,
      parse: parse.subscription,
    });
  }

  async #relationships(
    operation: string,
    first: string,
    call: PartnerCenterCall,
  ): Promise<readonly PartnerRelationship[]> {
    return readAllPages(operation, first, ({ path, continuationToken }) =>
      this.#send({
        operation,
        method: 'GET',
        path,
        continuationToken,
        // Pages are requests of their own: a repeated id would be answered with the page before.
        call: path === first ? call : { ...call, requestId: randomUUID() },
        parse: parse.partnerRelationships,
      }),
    );
  }

  async #orNull<T>(absentStatuses: readonly number[], send: () => Promise<T>): Promise<T | null> {
    try {
      return await send();
    } catch (error) {
      if (
        error instanceof PartnerCenterError &&
        error.failure.kind === 'rejected' &&
        absentStatuses.includes(error.failure.httpStatus)
      ) {
        return null;
      }
      throw error;
    }
  }
}

function isNotEnrolled({ failure }: PartnerCenterError): boolean {
  const { mpnIdInvalid, partnerAgreementMissing, noCspAccount } = partnerCenterCodes;
  const codes: readonly string[] = [
    mpnIdInvalid,
    partnerAgreementMissing,
    noCspAccount,
    partnerCenterCodes.invalidInput,
  ];
  return failure.kind === 'rejected' && codes.includes(failure.code);
}

function customerPath(customerId: string): string {
  return `/v1/customers/${encodeURIComponent(customerId)}`;
}

function cartPath(customerId: string, cartId: string): string {
  return `${customerPath(customerId)}/carts/${encodeURIComponent(cartId)}`;
}

function orderPath(customerId: string, orderId: string): string {
  return `${customerPath(customerId)}/orders/${encodeURIComponent(orderId)}`;
}

function subscriptionPath(customerId: string, subscriptionId: string): string {
  return `${customerPath(customerId)}/subscriptions/${encodeURIComponent(subscriptionId)}`;
}
