import { startTcpProxy, type TcpAddress, type TcpProxy } from '../../support/tcp-proxy.ts';

/** One end of a link: a process, a server, or the clients. */
export type LinkEnd =
  'clients' | 'gateway' | 'accounts' | 'catalog' | 'orders' | 'worker1' | 'worker2' | 'database' | 'bus' | 'vendor';

/** A link between two parts, through a proxy that can break it. */
export interface Link extends TcpProxy {
  readonly from: LinkEnd;
  readonly to: LinkEnd;
}

/** All links of the platform. */
export interface Links extends AsyncDisposable {
  /** Opens a link, and answers the port at which its proxy listens. */
  open(from: LinkEnd, to: LinkEnd, target: TcpAddress): Promise<number>;
  /** The links from any of some parts to any of others; all parts unless given. */
  between(from: readonly LinkEnd[] | undefined, to?: readonly LinkEnd[]): readonly Link[];
  /** Ends every fault of every link. */
  mend(): Promise<void>;
}

/** Begins without a link. */
export function createLinks(): Links {
  const links: Link[] = [];
  return {
    async open(from, to, target) {
      const proxy = await startTcpProxy(target);
      links.push({ ...proxy, from, to });
      return proxy.port;
    },
    between: (from, to) =>
      links.filter((link) => (from?.includes(link.from) ?? true) && (to?.includes(link.to) ?? true)),
    async mend() {
      for (const link of links) await link.mend();
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(links.map((link) => link.close()));
    },
  };
}
