import { randomUUID } from 'node:crypto';
import { partnerCenterCodes, PartnerCenterError } from './partner-center-errors.ts';
import { readAllPages } from './partner-center-pages.ts';
import { findTenantId } from './partner-center-tenants.ts';
import { createFetch } from '../../../../shared/process/outbound-fetch.ts';
import { createTransport, type PartnerCenterTransport } from './partner-center-transport.ts';
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
  PartnerCenterLink,
  PartnerRelationship,
  ProductPromotion,
  PromotedItem,
  PromotionEligibility,
  Qualification,
  SubscriptionChange,
  VendorOrder,
  VendorSubscription,
} from './partner-center-types.ts';
import * as agreements from './requests/agreement-requests.ts';
import * as carts from './requests/cart-requests.ts';
import * as customers from './requests/customer-requests.ts';
import * as orders from './requests/order-requests.ts';
import * as partners from './requests/partner-requests.ts';
import * as promotions from './requests/promotion-requests.ts';
import * as relationships from './requests/relationship-requests.ts';
import * as subscriptions from './requests/subscription-requests.ts';

/**
 * Typed access to the Partner Center REST API. One instance serves many calls at once. Every method rejects with
 * `PartnerCenterError` and nothing else. An answer without the documented shape is `unavailable` on reads and
 * `unknown-outcome` on writes.
 */
export class PartnerCenterClient {
  readonly #send: PartnerCenterTransport;
  readonly #link: PartnerCenterLink;

  constructor(options: PartnerCenterConnection) {
    this.#link = { ...options, fetch: createFetch() };
    this.#send = createTransport(this.#link);
  }

  /** The partner with this MPN ID; undefined when the ID is malformed or Microsoft does not know it. */
  async getMpnProfile(mpnId: string, call: PartnerCenterCall): Promise<MpnProfile | undefined> {
    return undefinedOn([400, 404], this.#send(partners.getMpnProfile(mpnId), call));
  }

  /** Whether the partner with this MPN ID is enrolled as an indirect reseller; false when Microsoft does not know it. */
  async isEnrolledInCsp(mpnId: string, call: PartnerCenterCall): Promise<boolean> {
    try {
      return await this.#send(partners.isEnrolledInCsp(mpnId), call);
    } catch (error) {
      if (isNotEnrolled(error)) return false;
      throw error;
    }
  }

  /** The id of the tenant that holds the domain, whoever owns it; undefined when no tenant does. */
  async findTenantId(domain: string, call: PartnerCenterCall): Promise<string | undefined> {
    return findTenantId(this.#link, domain, call);
  }

  /** Whether a tenant holds this domain (`contoso.onmicrosoft.com`), whoever owns it. */
  async isDomainTaken(domain: string, call: PartnerCenterCall): Promise<boolean> {
    return (await undefinedOn([404], this.#send(customers.isDomainTaken(domain), call))) ?? false;
  }

  /**
   * Creates a tenant. A call repeated with the same request id creates nothing and returns the first result again,
   * including the credentials. A domain that is taken is rejected with code 600006.
   */
  async createCustomer(customer: NewCustomer, call: PartnerCenterCall): Promise<CreatedCustomer> {
    return this.#send(customers.createCustomer(customer), call);
  }

  /** The provider's customer with exactly this domain; undefined when no such tenant has accepted the provider. */
  async findCustomerByDomain(domain: string, call: PartnerCenterCall): Promise<Customer | undefined> {
    const wanted = domain.toLowerCase();
    const found = await this.#send(customers.listCustomersByDomain(wanted), call);
    return found.find((customer) => customer.domain.toLowerCase() === wanted);
  }

  /** The link with which a tenant's administrator accepts the provider. Its parameter `partnerId` is the provider's id. */
  async getInvitationUrl(call: PartnerCenterCall): Promise<string> {
    return this.#send(relationships.getInvitationUrl(), call);
  }

  /** Every indirect reseller of the provider, including those whose relationship is not active. */
  async listResellers(call: PartnerCenterCall): Promise<readonly PartnerRelationship[]> {
    return this.#allPages(relationships.listResellers(), call);
  }

  /** Every indirect reseller that has a relationship with the customer. */
  async listResellersOf(customerId: string, call: PartnerCenterCall): Promise<readonly PartnerRelationship[]> {
    return this.#allPages(relationships.listResellersOf(customerId), call);
  }

  /** The segments that the tenant is approved for; an empty list means commercial only. */
  async getQualifications(customerId: string, call: PartnerCenterCall): Promise<readonly Qualification[]> {
    return this.#send(customers.getQualifications(customerId), call);
  }

  /** Every version of the agreement of this type. */
  async listAgreementTemplates(type: string, call: PartnerCenterCall): Promise<readonly AgreementTemplate[]> {
    return this.#send(agreements.listAgreementTemplates(type), call);
  }

  /** The agreements that the customer has accepted. */
  async getAgreements(customerId: string, call: PartnerCenterCall): Promise<readonly Agreement[]> {
    return this.#send(agreements.getAgreements(customerId), call);
  }

  /** Records that the customer accepted the agreement, and releases the orders that wait for it. */
  async confirmAgreement(customerId: string, agreement: Agreement, call: PartnerCenterCall): Promise<Agreement> {
    return this.#send(agreements.confirmAgreement(customerId, agreement), call);
  }

  /** The promotions that commercial customers in a country (ISO 3166-1 alpha-2) can have now. */
  async listPromotions(country: string, call: PartnerCenterCall): Promise<readonly ProductPromotion[]> {
    return this.#send(promotions.listPromotions(country), call);
  }

  /** Whether the customer can buy the items with their promotions, in the order of the items. */
  async checkPromotions(
    customerId: string,
    items: readonly PromotedItem[],
    call: PartnerCenterCall,
  ): Promise<readonly PromotionEligibility[]> {
    return this.#send(promotions.checkPromotions(customerId, items), call);
  }

  /** Puts the lines into a new cart. Nothing is bought yet, so the call can simply be repeated when its answer is lost. */
  async createCart(customerId: string, lines: readonly NewCartLine[], call: PartnerCenterCall): Promise<Cart> {
    return this.#send(carts.createCart(customerId, lines), call);
  }

  /** Replaces the lines of a cart that has not been checked out. */
  async replaceCart(at: carts.CartAddress, lines: readonly NewCartLine[], call: PartnerCenterCall): Promise<Cart> {
    return this.#send(carts.replaceCart(at, lines), call);
  }

  /**
   * Buys the cart. Lines with the same term and billing cycle become one order. Lines that Microsoft refuses while it
   * accepts others are in `orderErrors`. When it refuses every line, it rejects the call.
   */
  async checkoutCart(customerId: string, cartId: string, call: PartnerCenterCall): Promise<CheckoutResult> {
    return this.#send(carts.checkoutCart({ customerId, cartId }), call);
  }

  /**
   * The orders that a checkout of unknown outcome created: those whose external reference is the checkout's request
   * id. An empty list proves nothing yet, because Microsoft may take 15 minutes to show a new order.
   */
  async findOrdersByRequest(
    customerId: string,
    checkoutRequestId: string,
    call: PartnerCenterCall,
  ): Promise<readonly VendorOrder[]> {
    const found = await this.#send(orders.listOrdersByRequest(customerId, checkoutRequestId), call);
    return found.filter((order) => order.externalReference === checkoutRequestId);
  }

  /** The order; undefined when Microsoft does not show it, or does not show it yet. */
  async getOrder(customerId: string, orderId: string, call: PartnerCenterCall): Promise<VendorOrder | undefined> {
    return undefinedOn([404], this.#send(orders.getOrder(customerId, orderId), call));
  }

  /** How far the provisioning of every line of the order is. */
  async getProvisioningStatus(
    customerId: string,
    orderId: string,
    call: PartnerCenterCall,
  ): Promise<readonly LineProvisioning[]> {
    return this.#send(orders.getProvisioningStatus(customerId, orderId), call);
  }

  /** All subscriptions of the customer. */
  async listSubscriptions(customerId: string, call: PartnerCenterCall): Promise<readonly VendorSubscription[]> {
    return this.#send(subscriptions.listSubscriptions(customerId), call);
  }

  /** The subscription with its ETag; undefined while its line is not fulfilled. */
  async getSubscription(
    customerId: string,
    subscriptionId: string,
    call: PartnerCenterCall,
  ): Promise<VendorSubscription | undefined> {
    const request = subscriptions.getSubscription({ customerId, subscriptionId });
    return undefinedOn([404], this.#send(request, call));
  }

  /** Changes seats, renewal or status, and returns the subscription after the change. */
  async updateSubscription(
    at: subscriptions.SubscriptionAddress,
    change: SubscriptionChange,
    call: PartnerCenterCall,
  ): Promise<VendorSubscription> {
    return this.#send(subscriptions.updateSubscription(at, change), call);
  }

  async #allPages(
    pages: relationships.RelationshipPages,
    call: PartnerCenterCall,
  ): Promise<readonly PartnerRelationship[]> {
    const { operation, first, requestPage } = pages;
    return readAllPages(operation, first, (page) =>
      // Each page is a request of its own: Microsoft would answer a repeated id with the page before.
      this.#send(requestPage(page), page === first ? call : { ...call, requestId: randomUUID() }),
    );
  }
}

async function undefinedOn<T>(absentStatuses: readonly number[], answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    const failure = error instanceof PartnerCenterError ? error.failure : undefined;
    if (failure?.kind === 'rejected' && absentStatuses.includes(failure.httpStatus)) return undefined;
    throw error;
  }
}

function isNotEnrolled(error: unknown): boolean {
  const { invalidInput, mpnIdInvalid, partnerAgreementMissing, noCspAccount } = partnerCenterCodes;
  const codes: readonly string[] = [invalidInput, mpnIdInvalid, partnerAgreementMissing, noCspAccount];
  const failure = error instanceof PartnerCenterError ? error.failure : undefined;
  return failure?.kind === 'rejected' && codes.includes(failure.code);
}
