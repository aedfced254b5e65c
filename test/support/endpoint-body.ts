import type { EndpointResponse } from '../../subgraphs/shared/process/endpoint.ts';

/** The whole body of an endpoint's answer, however it is made. */
export async function bodyOf({ body }: EndpointResponse): Promise<string> {
  if (typeof body === 'string') return body;
  let text = '';
  for await (const part of body) text += part;
  return text;
}
