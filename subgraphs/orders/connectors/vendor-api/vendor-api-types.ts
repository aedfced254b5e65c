import { isStorable } from '../../../shared/domain/characters.ts';
import type { FulfilmentOrder } from '../vendor-connector.ts';

/** An order as it is sent to a vendor; docs/vendors.md describes it for whoever plays the vendor. */
export interface SentOrder {
  readonly number: string;
  readonly customer: {
    readonly name: string;
    readonly country: string;
    readonly contact: { readonly firstName: string; readonly lastName: string; readonly email: string };
  };
  readonly lines: readonly {
    readonly reference: string;
    readonly product: string;
    readonly quantity: number;
    readonly term: string | null;
    readonly billing: string;
    readonly parameters: Readonly<Record<string, string>>;
  }[];
}

const STATES = ['WORKING', 'ACTIVE', 'FAILED'] as const;

/** A line of an order at the vendor. */
export interface VendorLine {
  /** The platform's id of the line. */
  readonly reference: string;
  readonly state: (typeof STATES)[number];
  /** In the vendor's words: how far it is, or why it failed. */
  readonly message: string | undefined;
  /** The vendor's id of what was bought; of an ACTIVE line always. */
  readonly subscription: string | undefined;
  /** The last day of the first term, if the vendor names one. */
  readonly endsOn: string | undefined;
}

/** An order at the vendor. */
export interface VendorOrder {
  readonly id: string;
  readonly lines: readonly VendorLine[];
}

/** The order for the vendor. Of the customer it tells no more than whom to serve. */
export function toSentOrder({ number, profile, lines }: FulfilmentOrder): SentOrder {
  const { firstName, lastName, email } = profile.contact;
  return {
    number,
    customer: { name: profile.name, country: profile.address.country, contact: { firstName, lastName, email } },
    lines: lines.map(({ lineId, mpn, quantity, term, billingCycle, parameters }) => ({
      reference: lineId,
      product: mpn,
      quantity,
      term,
      billing: billingCycle,
      parameters: Object.fromEntries(parameters.map(({ name, value }) => [name, value])),
    })),
  };
}

const MAX_ID = 200;
const MAX_MESSAGE = 500;
const DAY = /^\d{4}-\d\d-\d\d/;

/** Reads an order as the vendor shows it; undefined when it is none. */
export function readVendorOrder(body: unknown): VendorOrder | undefined {
  const { id, lines } = entriesOf(body);
  if (!isId(id) || !Array.isArray(lines)) return undefined;
  const read = lines.map(readLine);
  return read.every((line) => line !== undefined) ? { id, lines: read } : undefined;
}

function readLine(value: unknown): VendorLine | undefined {
  const { reference, state: word, message, subscription, endsOn } = entriesOf(value);
  const state = STATES.find((known) => known === word);
  if (!isId(reference) || state === undefined || (state === 'ACTIVE' && !isId(subscription))) return undefined;
  return {
    reference,
    state,
    message:
      typeof message === 'string' && isStorable(message) ? message.slice(0, MAX_MESSAGE).toWellFormed() : undefined,
    subscription: isId(subscription) ? subscription : undefined,
    endsOn: typeof endsOn === 'string' && DAY.test(endsOn) && isStorable(endsOn) ? endsOn : undefined,
  };
}

const entriesOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

const isId = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= MAX_ID && isStorable(value);
