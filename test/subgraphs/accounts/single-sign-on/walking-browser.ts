/** A page that was shown, or the address at which the walk has left the platform and the provider. */
export interface Shown {
  readonly url: URL;
  readonly status: number;
  readonly text: string;
  /** What its form sends besides what a person types. */
  readonly hidden: Readonly<Record<string, string>>;
  /** Where its links lead, as they are written. */
  readonly links: readonly string[];
}

/** A browser that follows redirects and refreshes, and keeps cookies, without showing anything. */
export class WalkingBrowser {
  readonly #cookies = new Map<string, Map<string, string>>();
  readonly #portal: string;

  /** @param portal the address at which a walk ends */
  constructor(portal: string) {
    this.#portal = portal;
  }

  /** The names of the cookies that it has for a host. */
  cookiesOf(host: string): readonly string[] {
    return [...(this.#cookies.get(host)?.keys() ?? [])];
  }

  async open(address: string | URL, form?: Readonly<Record<string, string>>): Promise<Shown> {
    const url = new URL(address);
    if (url.href.startsWith(this.#portal)) return { url, status: 200, text: '', hidden: {}, links: [] };
    const jar = this.#cookies.get(url.host) ?? new Map<string, string>();
    this.#cookies.set(url.host, jar);
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const cookie of response.headers.getSetCookie()) keep(jar, cookie);
    const text = await response.text();
    const next =
      response.headers.get('location') ?? /content="0;url=([^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
    if (next !== undefined) return await this.open(new URL(next, url));
    const hidden = Object.fromEntries(
      [...text.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name, value]) => [
        name,
        value,
      ]),
    ) as Record<string, string>;
    const links = [...text.matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, href = '']) => href);
    return { url, status: response.status, text: plain(text), hidden, links };
  }
}

function keep(jar: Map<string, string>, cookie: string): void {
  const [, name = '', value = ''] = /^([^=]*)=([^;]*)/.exec(cookie) ?? [];
  if (/max-age=0|expires=Thu, 01 Jan 1970/i.test(cookie)) jar.delete(name);
  else jar.set(name, value);
}

/** What a person reads of a page. */
function plain(html: string): string {
  return html
    .replace(/<style>.*?<\/style>/s, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll(/\s+/g, ' ');
}
