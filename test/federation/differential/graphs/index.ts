import { abstractKeys } from './abstract-keys.ts';
import { accounts } from './accounts.ts';
import { chain } from './chain.ts';
import { ledger } from './ledger.ts';
import { legacy } from './legacy.ts';
import { library } from './library.ts';
import { shared } from './shared.ts';
import { shop } from './shop.ts';

export interface DifferentialGraph {
  readonly name: string;
  /** SDL without the federation link, by subgraph. */
  readonly subgraphs: Readonly<Record<string, string>>;
  readonly federation?: 1 | 2;
}

export const differentialGraphs: readonly DifferentialGraph[] = [
  { name: 'shop', subgraphs: shop },
  { name: 'accounts', subgraphs: accounts },
  { name: 'library', subgraphs: library },
  { name: 'chain', subgraphs: chain },
  { name: 'shared', subgraphs: shared },
  { name: 'ledger', subgraphs: ledger },
  { name: 'abstract keys', subgraphs: abstractKeys },
  { name: 'legacy', subgraphs: legacy, federation: 1 },
];
