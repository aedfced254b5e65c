/** A request for a path that a subgraph answers besides the graph: a page, for example. */
export interface EndpointRequest {
  readonly method: 'GET' | 'POST';
  /** The path with its query. */
  readonly url: string;
  readonly contentType: string | undefined;
  /** What a program proves itself with; none of the gateway's own. */
  readonly authorization: string | undefined;
  /** What a page has left in the browser. */
  readonly cookie: string | undefined;
  readonly body: string;
  /** The headers that identify the caller to the subgraph. */
  readonly headers: Readonly<Record<string, string>>;
  /** Ends the request when nobody waits for it any more, or it takes too long. */
  readonly signal: AbortSignal;
}

export interface EndpointAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** A text, or the parts of a download as they arrive. */
  readonly body: string | AsyncIterable<string | Uint8Array>;
}

/** Asks a subgraph for one of its endpoints. Rejects when it has not answered. */
export type AskEndpoint = (request: EndpointRequest) => Promise<EndpointAnswer>;

/** What a browser learns of an answer's headers; the gateway sets those that protect the reader. */
const PASSED_ON = ['content-type', 'content-disposition', 'location', 'set-cookie', 'www-authenticate'];
/** How long one address may take, so that there is time for another one; of a download, for each of its parts. */
const ATTEMPT_MS = 10_000;
/** Failures after which nothing of a request can have been begun. */
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

/**
 * Asks one address of a subgraph after the other, beginning with the one that has answered last. What changes something is
 * sent again only if it was certainly not begun.
 *
 * @param urls the base addresses, without a path
 */
export function createEndpointClient(urls: readonly string[]): AskEndpoint {
  let first = 0;
  return async (request) => {
    let failure: unknown = new Error('the subgraph has no address');
    for (let count = 0; count < urls.length && !request.signal.aborted; count += 1) {
      try {
        const answer = await askOne(new URL(request.url, urls[first]), request);
        if (answer !== undefined) return answer;
        failure = new NothingBegun('the subgraph has begun nothing');
      } catch (error) {
        failure = error;
      }
      // The next request begins with another one, too.
      first = (first + 1) % urls.length;
      if (request.method === 'POST' && mayHaveBegun(failure)) break;
    }
    throw failure;
  };
}

/** The answer of one address; undefined when it says that it has begun nothing. */
async function askOne(
  url: URL,
  { method, headers, contentType, authorization, cookie, body, signal }: EndpointRequest,
): Promise<EndpointAnswer | undefined> {
  const wait = new Wait();
  const response = await fetch(url, {
    method,
    headers: {
      ...headers,
      ...(contentType === undefined ? {} : { 'content-type': contentType }),
      ...(authorization === undefined ? {} : { authorization }),
      ...(cookie === undefined ? {} : { cookie }),
    },
    ...(method === 'POST' ? { body } : {}),
    redirect: 'manual',
    signal: AbortSignal.any([signal, wait.signal]),
  });
  const answered = { status: response.status, headers: passedOn(response) };
  const { body: parts } = response;
  if (isDownload(response) && parts !== null) return { ...answered, body: partsOf(parts, wait) };
  const text = await response.text();
  wait.end();
  if (response.status === 503 && response.headers.has('x-tiergraph-availability')) return undefined;
  return { ...answered, body: text };
}

function isDownload({ ok, headers }: Response): boolean {
  return ok && headers.get('content-disposition')?.startsWith('attachment') === true;
}

function passedOn({ headers }: Response): Readonly<Record<string, string>> {
  const given = PASSED_ON.flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return Object.fromEntries(given);
}

/** A limited wait for something that may come in parts: it can be begun anew, and ended. */
class Wait {
  readonly #late = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  constructor() {
    this.begin();
  }

  get signal(): AbortSignal {
    return this.#late.signal;
  }

  begin(): void {
    const late = new DOMException('The subgraph has not answered in time', 'TimeoutError');
    this.#timer = setTimeout(() => this.#late.abort(late), ATTEMPT_MS);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

/** The parts of a download. The wait for each of them is limited, and none is asked for before the one before is taken. */
async function* partsOf(parts: AsyncIterable<Uint8Array>, wait: Wait): AsyncGenerator<Uint8Array> {
  try {
    for await (const part of parts) {
      wait.end();
      yield part;
      wait.begin();
    }
  } finally {
    wait.end();
  }
}

class NothingBegun extends Error {}

function mayHaveBegun(failure: unknown): boolean {
  if (failure instanceof NothingBegun) return false;
  const cause = failure instanceof Error ? failure.cause : undefined;
  return !(cause instanceof Error && 'code' in cause && NOT_CONNECTED.has(String(cause.code)));
}
