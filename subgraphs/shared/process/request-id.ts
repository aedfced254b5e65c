/** The header in which the gateway names the client's request. It comes with mutations. */
export const REQUEST_ID_HEADER = 'x-request-id';

const REQUEST_ID = /^[\w.:-]{1,128}$/;

/** Reads the id of a request; undefined for a text that is none, as the gateway would not have passed it on. */
export function readRequestId(text: unknown): string | undefined {
  return typeof text === 'string' && REQUEST_ID.test(text) ? text : undefined;
}
