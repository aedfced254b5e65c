import { fieldsOf, optionalText, requiredText } from '../http/body-fields.ts';
import type { Effect, SimulatedAgreement, SimulatedOrder } from './effects.ts';
import { invalidInput } from '../http/refusal.ts';
import { pathParameter, type Outcome, type RouteRequest, type World } from '../http/route-types.ts';
import { AGREEMENT_TYPE, type SimulatorState } from './state.ts';
import { relatedCustomer } from './tenants.ts';

const AGREEMENT_LINK = 'https://aka.ms/customeragreement';

/** The version of the customer agreement that is in force. */
export function currentVersion(state: SimulatorState): string {
  const version = state.agreementVersions.at(-1);
  if (version === undefined) throw new Error('Invariant: there is a version of the customer agreement');
  return version;
}

/** Whether the customer has accepted the version that is in force. */
export function hasAccepted(state: SimulatorState, customerId: string): boolean {
  const version = currentVersion(state);
  return (state.agreements.get(customerId) ?? []).some(({ templateId }) => templateId === version);
}

/** `GET /v1/agreements?agreementType=`: all versions of the customer agreement; the newest has the highest rank. */
export function listAgreementTemplates({ state }: World, request: RouteRequest): Outcome {
  const type = request.query.get('agreementType');
  if (type !== AGREEMENT_TYPE && type !== '*') throw invalidInput(`agreementType must be ${AGREEMENT_TYPE} or *.`);
  const items = state.agreementVersions.map((templateId, versionRank) => ({
    templateId,
    agreementType: AGREEMENT_TYPE,
    agreementLink: AGREEMENT_LINK,
    versionRank,
  }));
  return { status: 200, body: { totalCount: items.length, items, attributes: { objectType: 'Collection' } } };
}

/** `GET /v1/customers/{id}/agreements`: the versions that the customer has accepted. */
export function listAgreements(world: World, request: RouteRequest): Outcome {
  const { customerId } = relatedCustomer(world, pathParameter(request, 'customerId'));
  const items = world.state.agreements.get(customerId) ?? [];
  return { status: 200, body: { totalCount: items.length, items } };
}

/** `POST /v1/customers/{id}/agreements`: records that the customer accepted a version; waiting lines continue. */
export function confirmAgreement(world: World, request: RouteRequest): Outcome {
  const { customerId } = relatedCustomer(world, pathParameter(request, 'customerId'));
  const agreement = acceptanceOf(world, request.body);
  const released = (world.state.orderIdsByCustomer.get(customerId) ?? [])
    .map((orderId) => world.state.orders.get(orderId))
    .filter((order) => order !== undefined)
    .flatMap((order): readonly Effect[] => {
      const after = withReleasedLines(order, world.nowMs);
      return after === undefined ? [] : [{ kind: 'line.released', order: after }];
    });
  return {
    status: 201,
    body: agreement,
    effects: [{ kind: 'agreement.confirmed', customerId, agreement }, ...released],
  };
}

function acceptanceOf({ state, nowMs }: World, value: unknown): SimulatedAgreement {
  const body = fieldsOf(value, 'body');
  const contact = fieldsOf(body['primaryContact'], 'primaryContact');
  const templateId = requiredText(body, 'templateId');
  if (!state.agreementVersions.includes(templateId)) throw invalidInput('No agreement has this templateId.');
  const dateAgreed = requiredText(body, 'dateAgreed');
  const agreedAtMs = Date.parse(dateAgreed);
  if (Number.isNaN(agreedAtMs) || agreedAtMs > nowMs) throw invalidInput('dateAgreed is not a past date.');
  const phoneNumber = optionalText(contact, 'phoneNumber');
  return {
    templateId,
    type: requiredText(body, 'type'),
    dateAgreed,
    primaryContact: {
      firstName: requiredText(contact, 'firstName'),
      lastName: requiredText(contact, 'lastName'),
      email: requiredText(contact, 'email'),
      ...(phoneNumber === null ? {} : { phoneNumber }),
    },
  };
}

/** The order in which the lines that wait for the customer continue; undefined when no line waits. */
function withReleasedLines(order: SimulatedOrder, nowMs: number): SimulatedOrder | undefined {
  let released = false;
  const lines = order.lines.map((line) => {
    // An acceptance counts only if it comes after the vendor has asked for it.
    if (line.dueAtMs !== null || (line.waitsFromMs ?? line.startedAtMs) > nowMs) return line;
    released = true;
    return { ...line, startedAtMs: nowMs, dueAtMs: nowMs + line.durationMs };
  });
  return released ? { ...order, lines } : undefined;
}
