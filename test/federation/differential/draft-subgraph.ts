import type { Random } from './random.ts';
import { typeIn } from './subgraph-draft.ts';
import type { SubgraphDraft, TypeDraft } from './subgraph-draft.ts';
import { ASSET, fieldOf, some } from './supergraph-blueprint.ts';
import type {
  AbstractBlueprint,
  Blueprint,
  FieldBlueprint,
  Selections,
  TypeBlueprint,
} from './supergraph-blueprint.ts';

/** How much of the blueprint the subgraphs of one supergraph know. */
export interface Shares {
  readonly entities: number;
  readonly fields: number;
  readonly keys: number;
  /** Of each entity's first key, by which most subgraphs meet. */
  readonly mainKeys: number;
  readonly abstracts: number;
}

/** Draws the part of the blueprint that one subgraph knows; what refers to other subgraphs is added later. */
export function draftSubgraph(name: string, parts: SubgraphParts): SubgraphDraft {
  return new SubgraphWriter(name, parts).write();
}

interface SubgraphParts {
  /** Somebody has to own what others have interface objects of. */
  readonly isFirst: boolean;
  readonly blueprint: Blueprint;
  readonly shares: Shares;
  readonly random: Random;
}

class SubgraphWriter {
  readonly #blueprint: Blueprint;
  readonly #shares: Shares;
  readonly #random: Random;
  readonly #isFirst: boolean;
  readonly #draft: SubgraphDraft;
  /** Assets are objects of an interface here, or an interface object. */
  readonly #ownsAssets: boolean;

  constructor(name: string, { blueprint, shares, random, isFirst }: SubgraphParts) {
    this.#blueprint = blueprint;
    this.#shares = shares;
    this.#random = random;
    this.#isFirst = isFirst;
    this.#draft = { name, types: new Map(), unions: new Map() };
    this.#ownsAssets = isFirst || random.happens(0.3);
  }

  write(): SubgraphDraft {
    const entities = [...this.#blueprint.types.values()].filter(({ kind }) => kind === 'entity');
    for (const entity of some(entities, this.#shares.entities, this.#random)) this.#addEntityWithFields(entity);
    if (this.#isFirst) this.#addAsset();
    const names = [...this.#blueprint.abstracts.keys(), ASSET];
    for (const name of some(names, this.#shares.abstracts, this.#random, 0)) this.#addNamed(name);
    this.#addRoots();
    return this.#draft;
  }

  #addEntityWithFields(entity: TypeBlueprint): void {
    const type = this.#addEntity(entity, this.#shares.keys);
    for (const field of some([...entity.fields.values()], this.#shares.fields, this.#random, 0)) {
      this.#addField(type, field);
    }
  }

  /** At least its keys, without which nobody could refer to it. */
  #addEntity(entity: TypeBlueprint, share: number): TypeDraft {
    const known = this.#draft.types.get(entity.name);
    if (known) return known;
    const type = typeIn(this.#draft, entity.name);
    const keys = some(entity.keys, share, this.#random);
    const [main] = entity.keys;
    if (main && !keys.includes(main) && this.#random.happens(this.#shares.mainKeys)) keys.push(main);
    for (const key of keys) {
      type.keys.push({ fields: key, resolvable: !this.#random.happens(0.04) });
      this.#addSelected(type, key);
    }
    return type;
  }

  #addSelected(type: TypeDraft, selections: Selections): void {
    for (const { field, inner } of selections) {
      const blueprint = this.#blueprint.types.get(type.name)?.fields.get(field);
      if (!blueprint) throw new Error(`No field ${type.name}.${field}`);
      this.#addField(type, blueprint);
      if (inner) this.#addSelected(typeIn(this.#draft, blueprint.named), inner);
    }
  }

  #addField(type: TypeDraft, blueprint: FieldBlueprint): void {
    if (type.fields.has(blueprint.name)) return;
    type.fields.set(blueprint.name, { blueprint });
    this.#addNamed(blueprint.named);
  }

  /** Adds the type that a field leads to. */
  #addNamed(name: string): void {
    const type = this.#blueprint.types.get(name);
    const abstract = this.#blueprint.abstracts.get(name);
    if (type?.kind === 'value') this.#addValue(type);
    else if (type?.kind === 'asset') this.#addAsset();
    else if (type) this.#addEntity(type, 0);
    else if (abstract?.kind === 'interface') this.#addInterface(abstract);
    else if (abstract) this.#addUnion(abstract);
    else if (name === ASSET) this.#addAsset();
  }

  /** Nobody leads from one subgraph's value to another's, so they mostly know all of it. */
  #addValue({ name, fields }: TypeBlueprint): void {
    if (this.#draft.types.has(name)) return;
    const type = typeIn(this.#draft, name);
    for (const field of some([...fields.values()], name === 'Place' ? 1 : 0.95, this.#random)) {
      this.#addField(type, field);
    }
  }

  #addInterface({ name, members, fields }: AbstractBlueprint): void {
    if (this.#draft.types.has(name)) return;
    const type = typeIn(this.#draft, name, 'interface');
    for (const field of some(fields, 0.6, this.#random)) this.#addField(type, field);
    for (const member of this.#members(members)) {
      const object = typeIn(this.#draft, member);
      object.interfaces.add(name);
      for (const { blueprint } of type.fields.values()) this.#addField(object, blueprint);
    }
  }

  #addUnion({ name, members }: AbstractBlueprint): void {
    if (this.#draft.unions.has(name)) return;
    this.#draft.unions.set(name, []);
    this.#draft.unions.set(name, this.#members(members));
  }

  /** The first one always: where subgraphs answer one field, they have to agree on some object. */
  #members(members: readonly string[]): string[] {
    const known = members.filter((_member, index) => index === 0 || this.#random.happens(0.75));
    for (const member of known) this.#addNamed(member);
    return known;
  }

  /** Whoever knows the interface knows all of its members; whoever has an interface object knows none. */
  #addAsset(): void {
    const { asset, types } = this.#blueprint;
    if (!asset || this.#draft.types.has(ASSET)) return;
    const type = typeIn(this.#draft, ASSET, this.#ownsAssets ? 'interface' : 'interface-object');
    const key = { fields: [{ field: 'id' }], resolvable: true };
    type.keys.push(key);
    const fields = this.#ownsAssets ? asset.shared : [fieldOf('id', 'ID!'), ...this.#addedToAssets(asset.added)];
    for (const field of fields) this.#addField(type, field);
    if (!this.#ownsAssets) return;
    for (const member of [...types.values()].filter(({ kind }) => kind === 'asset')) {
      const object = typeIn(this.#draft, member.name);
      object.interfaces.add(ASSET);
      object.keys.push(key);
      for (const field of member.fields.values()) this.#addField(object, field);
    }
  }

  /** Each subgraph has its own: interface objects cannot share fields with each other. */
  #addedToAssets(added: readonly FieldBlueprint[]): FieldBlueprint[] {
    return some(added, 0.5, this.#random).map((field) => ({ ...field, name: `${this.#draft.name}${field.name}` }));
  }

  #addRoots(): void {
    const known = new Set([...this.#draft.types.keys(), ...this.#draft.unions.keys()]);
    const roots = this.#blueprint.roots.filter(({ named }) => known.has(named));
    const query = typeIn(this.#draft, 'Query');
    for (const root of some(roots, 0.3, this.#random)) {
      if (this.#blueprint.types.get(root.named)?.kind !== 'asset' || this.#ownsAssets) this.#addField(query, root);
    }
    if (query.fields.size === 0) this.#addField(query, fieldOf(`${this.#draft.name}Version`, 'Int'));
  }
}
