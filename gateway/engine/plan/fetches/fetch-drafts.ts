import { OperationTypeNode, print, stripIgnoredCharacters } from 'graphql';
import type { OperationDefinitionNode } from 'graphql';
import { DraftSelectionSet } from './draft-selection-set.ts';
import type { EntityFetchNode, EntitySelection, FetchNode, PlanNode, PlanPath } from '../plan-nodes.ts';
import type { PlanningBudget } from '../planning-budget.ts';
import type { RequiredFields } from './required-fields.ts';

/** A fetch while it is being planned. */
export interface FetchDraft {
  /** The subgraph's name. */
  readonly subgraph: string;
  readonly path: PlanPath;
  readonly set: DraftSelectionSet;
  /** The fetches whose data this one needs. */
  readonly needs: Set<FetchDraft>;
  /** Undefined for a fetch of root fields. */
  readonly entities: DraftEntities | undefined;
}

export interface DraftEntities {
  /** The name under which the subgraph knows the entities. */
  readonly type: string;
  readonly isInterface: boolean;
  /** What the representations hold. */
  readonly required: RequiredFields;
  /** The representations hold required fields beside the key: the subgraph computes fields from them. */
  readonly computes: boolean;
  /** No required field can be missing or null in a way that leaves entities out of the fetch. */
  readonly isUnconditional: boolean;
}

type EntityDraft = FetchDraft & { readonly entities: DraftEntities };

/** Creates a draft that is never sent: it holds selections of objects that are known already, or only looked ahead to. */
export function placeholderDraft(path: PlanPath): FetchDraft {
  return { subgraph: '', path, set: new DraftSelectionSet(), needs: new Set(), entities: undefined };
}

/** Whether a draft is another draft, or needs its data directly or through others. */
export function dependsOn(draft: FetchDraft, other: FetchDraft): boolean {
  const seen = new Set([draft]);
  for (const one of seen) {
    if (one === other) return true;
    for (const needed of one.needs) seen.add(needed);
  }
  return false;
}

/** Drafts that become one fetch: a single root draft, or all drafts of a stage that ask one subgraph for entities. */
interface FetchGroup {
  readonly stage: number;
  readonly drafts: readonly FetchDraft[];
}

/**
 * Builds the plan that runs drafts in stages, each as early as it can. Drafts that do not depend on each other do not
 * wait for each other's stages.
 */
export async function buildPlan(
  drafts: readonly FetchDraft[],
  operation: OperationDefinitionNode,
  budget: PlanningBudget,
): Promise<PlanNode | undefined> {
  const parts: PlanNode[] = [];
  for (const part of independentParts(groupByStage(withoutRedundantDrafts(drafts)))) {
    const stages: PlanNode[] = [];
    for (const groups of Map.groupBy(part, ({ stage }) => stage).values()) {
      const fetches: PlanNode[] = [];
      for (const group of groups) {
        await budget.checkpoint();
        fetches.push(fetchNode(group, operation));
      }
      stages.push(nodeOf('parallel', fetches));
    }
    parts.push(nodeOf('sequence', stages));
  }
  return parts.length > 0 ? nodeOf('parallel', parts) : undefined;
}

/** Groups drafts into fetches, in the order of their stages. */
function groupByStage(drafts: readonly FetchDraft[]): readonly FetchGroup[] {
  const stages = new Map<FetchDraft, number>();
  const stageOf = (draft: FetchDraft): number => {
    const stage = stages.get(draft) ?? Math.max(0, ...[...draft.needs].map((one) => stageOf(one) + 1));
    stages.set(draft, stage);
    return stage;
  };
  // Each root draft is a fetch of its own.
  const groups = Map.groupBy(drafts, (draft) => (draft.entities ? `${stageOf(draft)} ${draft.subgraph}` : draft));
  return [...groups.values()]
    .map((group) => ({ stage: Math.max(...group.map(stageOf)), drafts: group }))
    .toSorted((left, right) => left.stage - right.stage);
}

/** Splits fetch groups into parts that do not depend on each other and can run in parallel. */
function independentParts(groups: readonly FetchGroup[]): Iterable<readonly FetchGroup[]> {
  const partOf = new Map<FetchDraft, Set<FetchGroup>>();
  for (const group of groups) {
    const needed = group.drafts.flatMap(({ needs }) => [...needs]);
    const part = new Set([...needed.flatMap((draft) => [...(partOf.get(draft) ?? [])]), group]);
    for (const { drafts } of part) for (const draft of drafts) partOf.set(draft, part);
  }
  const parts = [...new Set(partOf.values())].map((part) => [...part]);
  return parts.map((part) => part.toSorted((left, right) => left.stage - right.stage));
}

/**
 * Leaves out the drafts that no other draft needs, where the same subgraph is asked for the same objects at a later
 * stage anyway to compute fields. What they select is added to the later draft.
 */
function withoutRedundantDrafts(drafts: readonly FetchDraft[]): readonly FetchDraft[] {
  const needed = new Set(drafts.flatMap(({ needs }) => [...needs]));
  const computing = drafts.filter(({ entities }) => entities?.computes && entities.isUnconditional);
  return drafts.filter((draft) => {
    const { entities, subgraph, path, set } = draft;
    if (!entities || entities.computes || needed.has(draft)) return true;
    const later = computing.find((one) => {
      return one.subgraph === subgraph && one.path === path && one.entities?.type === entities.type;
    });
    later?.set.addAll(set);
    return !later;
  });
}

function nodeOf(kind: 'sequence' | 'parallel', nodes: readonly PlanNode[]): PlanNode {
  const [only] = nodes;
  return only && nodes.length === 1 ? only : { kind, nodes };
}

function fetchNode({ drafts }: FetchGroup, operation: OperationDefinitionNode): PlanNode {
  const [first] = drafts;
  const asked = drafts.flatMap((draft): EntityDraft[] => {
    const { entities } = draft;
    return entities ? [{ ...draft, entities }] : [];
  });
  if (!first) throw new Error('The plan holds an empty fetch');
  return asked.length > 0 ? entityFetch(first.subgraph, asked, operation) : rootFetch(first, operation);
}

function rootFetch({ subgraph, path, set }: FetchDraft, operation: OperationDefinitionNode): PlanNode {
  // A root fetch below another field asks the root of queries.
  const kind = path.length === 0 ? operation.operation : OperationTypeNode.QUERY;
  const used = set.variables();
  const variables = printDefinitions(used, operation);
  // A query without variables can be written as a selection set alone.
  const head = kind === OperationTypeNode.QUERY && variables.length === 0 ? '' : kind;
  const text = `${head}${variables.length > 0 ? `(${variables.join(' ')})` : ''}${set.toText()}`;
  const primary: FetchNode = {
    kind: 'fetch',
    subgraph,
    operation: text,
    operationKind: kind,
    variables: [...used],
    path,
    renames: set.renames(),
  };
  return kind === OperationTypeNode.SUBSCRIPTION ? { kind: 'subscription', primary } : primary;
}

function entityFetch(
  subgraph: string,
  batch: readonly EntityDraft[],
  operation: OperationDefinitionNode,
): EntityFetchNode {
  const used = new Set(batch.flatMap(({ set }) => [...set.variables()]));
  // The same selections on entities at several paths become one `_entities` field.
  const asked = new Map<string, { readonly text: string; readonly selection: EntitySelection }>();
  for (const { path, set, entities } of batch) {
    const text = `...on ${entities.type}${set.toText()}`;
    const requires = entities.required.representation;
    const key = text + JSON.stringify(requires);
    const known = asked.get(key)?.selection;
    const selection: EntitySelection = known
      ? { ...known, paths: [...known.paths, path] }
      : {
          alias: `_e${asked.size}`,
          variable: unusedName(`representations${asked.size}`, operation),
          paths: [path],
          requires,
          interfaceName: entities.isInterface ? entities.type : undefined,
          renames: set.renames(),
        };
    asked.set(key, { text, selection });
  }
  const [only, ...others] = asked.values();
  // A single `_entities` field gets the names that the federation specification uses.
  const variable = unusedName('representations', operation);
  const alone = only && { ...only, selection: { ...only.selection, alias: '_entities', variable } };
  const selections = others.length === 0 && alone ? [alone] : [...asked.values()];
  const definitions = [
    ...selections.map(({ selection }) => `$${selection.variable}:[_Any!]!`),
    ...printDefinitions(used, operation),
  ];
  const fields = selections.map(({ text, selection }) => {
    const { alias } = selection;
    const name = alias === '_entities' ? alias : `${alias}:_entities`;
    return `${name}(representations:$${selection.variable}){${text}}`;
  });
  return {
    kind: 'entity-fetch',
    subgraph,
    operation: `query(${definitions.join(' ')}){${fields.join(' ')}}`,
    operationKind: 'query',
    variables: [...used],
    entities: selections.map(({ selection }) => selection),
  };
}

/** Finds a name for a variable that the client's operation does not use. */
function unusedName(name: string, operation: OperationDefinitionNode): string {
  const isTaken = operation.variableDefinitions?.some(({ variable }) => variable.name.value === name);
  return isTaken ? unusedName(`_${name}`, operation) : name;
}

/** Prints the definitions of the variables that a fetch uses. */
function printDefinitions(used: ReadonlySet<string>, { variableDefinitions }: OperationDefinitionNode): string[] {
  return (variableDefinitions ?? []).flatMap((definition) => {
    return used.has(definition.variable.name.value) ? [stripIgnoredCharacters(print(definition))] : [];
  });
}
