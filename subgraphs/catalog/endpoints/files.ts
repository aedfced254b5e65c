import type { Endpoint, EndpointResponse } from '../../shared/process/endpoint.ts';
import type { WorkContext } from '../context.ts';
import { openPriceListLink } from '../services/prices/file-links.ts';
import { priceListFile } from '../services/prices/price-list-file.ts';

/** Answers what is below `/files/`: the price list to which a link leads, line by line, to whoever has the link. */
export function createFiles(context: WorkContext): Endpoint {
  return async ({ method, path }) => {
    if (method !== 'GET') return text(405, 'Use GET.');
    const of = openPriceListLink(context.deps, path);
    const body = of === undefined ? undefined : await priceListFile(context, of);
    if (of === undefined || body === undefined) {
      return text(404, 'This link is over, or is not complete. Make a new one with exportPriceList.');
    }
    const name = `price-list-${of.market}-${of.currency}-${context.deps.now().toISOString().slice(0, 10)}.csv`;
    return {
      status: 200,
      headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="${name}"` },
      body,
    };
  };
}

function text(status: number, body: string): EndpointResponse {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}
