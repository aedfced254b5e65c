import type { WireResult } from './ask.ts';

/** One of several results of an operation with `@defer`. */
export interface WirePart extends WireResult {
  readonly pending?: readonly { readonly id: string; readonly path: readonly unknown[]; readonly label?: string }[];
  readonly incremental?: readonly Readonly<Record<string, unknown>>[];
  readonly completed?: readonly { readonly id: string; readonly errors?: WireResult['errors'] }[];
  readonly hasNext?: boolean;
}

/**
 * Reads the parts of a `multipart/mixed` response as they arrive; only bytes before a delimiter count.
 *
 * @see https://www.rfc-editor.org/rfc/rfc2046#section-5.1
 */
export async function* readMultipart(response: Response): AsyncGenerator<WirePart, void> {
  const boundary = /boundary="?([^";]+)"?/.exec(response.headers.get('content-type') ?? '')?.[1];
  if (boundary === undefined || !response.body) throw new Error('Not a multipart response');
  const delimiter = `\r\n--${boundary}`;
  let text = '\r\n';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (let end = text.indexOf(delimiter, 1); end !== -1; end = text.indexOf(delimiter, 1)) {
      const part = text.slice(delimiter.length, end);
      text = text.slice(end);
      yield JSON.parse(part.slice(part.indexOf('\r\n\r\n') + 4)) as WirePart;
    }
  }
  if (text !== `${delimiter}--\r\n`) throw new Error(`The response ends with ${JSON.stringify(text)}`);
}
