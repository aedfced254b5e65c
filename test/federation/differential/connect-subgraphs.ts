import type { Random } from './random.ts';
import { owns, typeIn } from './subgraph-draft.ts';
import type { FieldDraft, SubgraphDraft, TypeDraft } from './subgraph-draft.ts';
import { ASSET, fieldOf, some } from './supergraph-blueprint.ts';
import type { Blueprint, FieldBlueprint, Selected, Selections } from './supergraph-blueprint.ts';

interface Connected {
  readonly blueprint: Blueprint;
  readonly subgraphs: readonly SubgraphDraft[];
  readonly random: Random;
}

/** Adds what one subgraph says of another's fields: computed, provided, taken over, shared. */
export function connectSubgraphs(connected: Connected): void {
  for (const subgraph of connected.subgraphs) completeMembers(subgraph, connected);
  for (const subgraph of connected.subgraphs) {
    for (const type of subgraph.types.values()) {
      if (isResolved(type) && connected.random.happens(0.4)) addComputedField(subgraph, type, connected);
    }
  }
  for (const subgraph of connected.subgraphs) addProvidedFields(subgraph, connected);
  addOverrides(connected);
  markShared(connected);
}

/** Some subgraph has to answer what any subgraph says of an interface's members. */
function completeMembers(subgraph: SubgraphDraft, connected: Connected): void {
  for (const type of subgraph.types.values()) {
    for (const other of connected.subgraphs) {
      const interfaces = [...type.interfaces].flatMap((name) => other.types.get(name) ?? []);
      const declared = interfaces.filter(({ kind }) => kind === 'interface');
      const fields = declared.flatMap((one) => [...one.fields.values()]);
      for (const { blueprint } of fields) {
        if (!isOwned(type.name, blueprint.name, connected)) type.fields.set(blueprint.name, { blueprint });
      }
    }
  }
}

function isResolved({ kind, keys }: TypeDraft): boolean {
  return kind !== 'interface' && keys.some(({ resolvable }) => resolvable);
}

/** A field that a subgraph computes from those of others; later subgraphs compute from it in turn. */
function addComputedField(subgraph: SubgraphDraft, type: TypeDraft, connected: Connected): void {
  const { random } = connected;
  const open = foreignFields(subgraph, type, connected).filter(({ named }) => isSelectable(named, connected));
  if (open.length === 0) return;
  const requires = some(open, 0.15, random).map((field) => addRequired(subgraph, type, field, connected));
  const name = `${subgraph.name}${type.name}`;
  const result = random.happens(0.15) ? random.pick([...subgraph.types.keys()].filter(isResult)) : 'String';
  const args = random.happens(0.2) ? '(loud: Boolean = false)' : '';
  type.fields.set(name, { blueprint: { ...fieldOf(name, result), args }, requires });
}

function isResult(name: string): boolean {
  return !['Query', 'Place'].includes(name);
}

/** What other subgraphs answer of a type and this one does not. */
function foreignFields(subgraph: SubgraphDraft, type: TypeDraft, { subgraphs }: Connected): FieldBlueprint[] {
  const found = new Map<string, FieldBlueprint>();
  for (const other of subgraphs) {
    if (other === subgraph) continue;
    for (const [name, { blueprint }] of other.types.get(type.name)?.fields ?? []) {
      if (owns(other, type.name, name) && !owns(subgraph, type.name, name)) found.set(name, blueprint);
    }
  }
  return [...found.values()];
}

/** Leaves, and objects some of whose leaves can be named. */
function isSelectable(named: string, connected: Connected): boolean {
  const { abstracts, types } = connected.blueprint;
  const isLeaf = named !== ASSET && !abstracts.has(named) && !types.has(named);
  return isLeaf || leavesOf(named, connected.blueprint).some(({ name }) => isOwned(named, name, connected));
}

function isOwned(type: string, field: string, { subgraphs }: Connected): boolean {
  return subgraphs.some((subgraph) => owns(subgraph, type, field));
}

function leavesOf(named: string, blueprint: Blueprint): FieldBlueprint[] {
  const type = blueprint.types.get(named);
  const isLeaf = (field: FieldBlueprint) => /^(?:ID|String|Int|Float|Boolean)$/.test(field.named);
  if (type?.kind === 'asset') return [];
  return [...(type?.fields.values() ?? [])].filter(isLeaf);
}

/** Names a foreign field and what is below it, which becomes external where it is foreign, too. */
function addRequired(subgraph: SubgraphDraft, type: TypeDraft, field: FieldBlueprint, connected: Connected): Selected {
  const { blueprint, random } = connected;
  if (!type.fields.has(field.name)) type.fields.set(field.name, { blueprint: field, external: true });
  const args = field.args !== '' && random.happens(0.5) ? sampleArguments(field.args, random) : undefined;
  if (leavesOf(field.named, blueprint).length === 0) return { field: field.name, args };
  const leaves = leavesOf(field.named, blueprint).filter(({ name }) => isOwned(field.named, name, connected));
  const isNew = !subgraph.types.has(field.named);
  const inner = typeIn(subgraph, field.named);
  if (isNew) addKey(inner, blueprint);
  const below = some(leaves, 0.15, random).map((leaf): Selected => {
    if (!inner.fields.has(leaf.name)) {
      const isValue = blueprint.types.get(inner.name)?.kind === 'value';
      inner.fields.set(leaf.name, isValue ? { blueprint: leaf } : { blueprint: leaf, external: true });
    }
    return { field: leaf.name };
  });
  return { field: field.name, args, inner: below };
}

/** An entity that is new here is known by its simplest key. */
function addKey(type: TypeDraft, blueprint: Blueprint): void {
  const known = blueprint.types.get(type.name);
  const key = known?.keys.find((one) => one.every(({ inner }) => inner === undefined));
  if (!known || !key) return;
  type.keys.push({ fields: key, resolvable: true });
  for (const { field } of key) {
    const found = known.fields.get(field);
    if (found) type.fields.set(field, { blueprint: found });
  }
}

/** One argument with a value: `(size: Int = 3)` and `(loud: Boolean = false)` are all there are. */
function sampleArguments(args: string, random: Random): string {
  const name = /\((\w+)/.exec(args)?.[1] ?? '';
  const value = args.includes('Boolean') ? random.happens(0.5) : random.below(5);
  return `(${name}: ${value})`;
}

function addProvidedFields(subgraph: SubgraphDraft, connected: Connected): void {
  const { random } = connected;
  for (const type of subgraph.types.values()) {
    for (const field of type.fields.values()) {
      const target = subgraph.types.get(field.blueprint.named);
      if (type.kind !== 'object' || field.external || !target || !isResolved(target)) continue;
      if (target.kind === 'object' && random.happens(0.1)) provide(subgraph, field, target, connected);
    }
  }
}

function provide(subgraph: SubgraphDraft, field: FieldDraft, target: TypeDraft, connected: Connected): void {
  const leaves = new Set(leavesOf(target.name, connected.blueprint).flatMap(({ name, args }) => (args ? [] : [name])));
  const open = foreignFields(subgraph, target, connected).filter(({ name }) => leaves.has(name));
  if (open.length === 0) return;
  const provided = some(open, 0.2, connected.random);
  for (const blueprint of provided) target.fields.set(blueprint.name, { blueprint, external: true });
  const selections: Selections = provided.map(({ name }) => ({ field: name }));
  field.provides = selections;
  for (const other of connected.subgraphs) {
    for (const { name } of provided) {
      const theirs = other.types.get(target.name)?.fields.get(name);
      if (theirs && !theirs.external) theirs.shareable = true;
    }
  }
}

/** One of two owners takes a field over; what an owner needs itself, for a key, stays with it. */
function addOverrides({ subgraphs, random }: Connected): void {
  for (const subgraph of subgraphs) {
    for (const type of subgraph.types.values()) {
      if (type.kind !== 'object' || type.keys.length === 0) continue;
      for (const [name, field] of type.fields) {
        const owners = subgraphs.filter((other) => owns(other, type.name, name));
        const [from] = owners.filter((other) => other !== subgraph);
        if (field.external || field.requires || owners.length !== 2 || !from || !random.happens(0.08)) continue;
        if (from.types.get(type.name)?.fields.get(name)?.override !== undefined) continue;
        if (isInSomeKey(name, subgraphs)) continue;
        field.override = from.name;
      }
    }
  }
}

/** True when a key names a field of that name, of whichever type. */
function isInSomeKey(name: string, subgraphs: readonly SubgraphDraft[]): boolean {
  const names = ({ field, inner = [] }: Selected): boolean => field === name || inner.some(names);
  const types = subgraphs.flatMap((subgraph) => [...subgraph.types.values()]);
  return types.some(({ keys }) => keys.some(({ fields }) => fields.some(names)));
}

/** Objects' fields that several subgraphs answer have to be shareable in all of them. */
function markShared({ subgraphs, random }: Connected): void {
  for (const subgraph of subgraphs) {
    for (const type of subgraph.types.values()) {
      if (type.kind === 'interface') continue;
      for (const [name, field] of type.fields) {
        const owners = subgraphs.filter((other) => owns(other, type.name, name));
        if (!field.external && (owners.length > 1 || random.happens(0.1))) field.shareable = true;
      }
    }
  }
}
