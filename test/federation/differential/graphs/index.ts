import { abstractKeys } from './abstract-keys.ts';
import { accounts } from './accounts.ts';
import { boxes } from './boxes.ts';
import { chain } from './chain.ts';
import { freight } from './freight.ts';
import { ledger } from './ledger.ts';
import { legacy } from './legacy.ts';
import { library } from './library.ts';
import { moves } from './moves.ts';
import { naming } from './naming.ts';
import { offices } from './offices.ts';
import { parcels } from './parcels.ts';
import { pets } from './pets.ts';
import { posts } from './posts.ts';
import { rooms } from './rooms.ts';
import { shared } from './shared.ts';
import { shelves } from './shelves.ts';
import { shop } from './shop.ts';
import { staff } from './staff.ts';

export interface DifferentialGraph {
  readonly name: string;
  /** SDL without the federation link, by subgraph. */
  readonly subgraphs: Readonly<Record<string, string>>;
  readonly federation?: 1 | 2 | undefined;
  /** The labels of progressive overrides in force. */
  readonly overrideLabels?: readonly string[];
}

const graphs: readonly DifferentialGraph[] = [
  { name: 'shop', subgraphs: shop },
  { name: 'accounts', subgraphs: accounts },
  { name: 'library', subgraphs: library },
  { name: 'chain', subgraphs: chain },
  { name: 'shared', subgraphs: shared },
  { name: 'ledger', subgraphs: ledger },
  { name: 'abstract keys', subgraphs: abstractKeys },
  { name: 'legacy', subgraphs: legacy, federation: 1 },
  { name: 'parcels', subgraphs: parcels },
  { name: 'staff', subgraphs: staff },
  { name: 'offices', subgraphs: offices },
  { name: 'freight', subgraphs: freight },
  { name: 'pets', subgraphs: pets },
  { name: 'boxes', subgraphs: boxes },
  { name: 'moves', subgraphs: moves, overrideLabels: ['moved'] },
  { name: 'rooms', subgraphs: rooms },
  { name: 'posts', subgraphs: posts },
  { name: 'naming', subgraphs: naming },
  { name: 'shelves', subgraphs: shelves },
];

/** The same graph with its subgraphs in the opposite order: of equally good ways, the first one counts. */
function inReverse({ name, subgraphs, ...others }: DifferentialGraph): DifferentialGraph {
  const names = Object.keys(subgraphs).toReversed();
  const newName = (old: string) => `${names.indexOf(old)}-${old}`;
  const entries = Object.entries(subgraphs).map(([old, sdl]) => {
    return [newName(old), sdl.replaceAll(/(?<=from: ")[^"]+/g, newName)] as const;
  });
  return { name: `${name} in reverse`, subgraphs: Object.fromEntries(entries), ...others };
}

export const differentialGraphs: readonly DifferentialGraph[] = graphs.flatMap((graph) => [graph, inReverse(graph)]);
