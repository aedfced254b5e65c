import type { FieldBlueprint, Selections } from './supergraph-blueprint.ts';

/** A field of a subgraph with its directives. */
export interface FieldDraft {
  readonly blueprint: FieldBlueprint;
  external?: boolean;
  requires?: Selections;
  provides?: Selections;
  /** The subgraph it is taken over from. */
  override?: string;
  shareable?: boolean;
}

export interface KeyDraft {
  readonly fields: Selections;
  readonly resolvable: boolean;
}

export interface TypeDraft {
  readonly name: string;
  readonly kind: 'object' | 'interface' | 'interface-object';
  readonly keys: KeyDraft[];
  readonly interfaces: Set<string>;
  readonly fields: Map<string, FieldDraft>;
}

/** A subgraph while it is made: types, and unions with their members. */
export interface SubgraphDraft {
  readonly name: string;
  readonly types: Map<string, TypeDraft>;
  readonly unions: Map<string, readonly string[]>;
}

/** The type of that name, which is added when the subgraph has none. */
export function typeIn(subgraph: SubgraphDraft, name: string, kind: TypeDraft['kind'] = 'object'): TypeDraft {
  const known = subgraph.types.get(name);
  if (known) return known;
  const type: TypeDraft = { name, kind, keys: [], interfaces: new Set(), fields: new Map() };
  subgraph.types.set(name, type);
  return type;
}

/** True when the subgraph answers the field by itself. */
export function owns(subgraph: SubgraphDraft, type: string, field: string): boolean {
  const found = subgraph.types.get(type)?.fields.get(field);
  return found !== undefined && found.external !== true;
}

/** As in `id place { row }`. */
export function printSelections(selections: Selections): string {
  return selections
    .map(({ field, args = '', inner }) => `${field}${args}${inner ? ` { ${printSelections(inner)} }` : ''}`)
    .join(' ');
}

/** The subgraph's SDL, without the federation link. */
export function printSubgraph({ types, unions }: SubgraphDraft): string {
  const union = ([name, members]: readonly [string, readonly string[]]) => `union ${name} = ${members.join(' | ')}`;
  return [...[...types.values()].map(printType), ...[...unions].map(union)].join('\n');
}

function printType({ name, kind, keys, interfaces, fields }: TypeDraft): string {
  const head = [
    `${kind === 'interface' ? 'interface' : 'type'} ${name}`,
    ...(interfaces.size > 0 ? [`implements ${[...interfaces].join(' & ')}`] : []),
    ...keys.map(
      (key) => `@key(fields: "${printSelections(key.fields)}"${key.resolvable ? '' : ', resolvable: false'})`,
    ),
    ...(kind === 'interface-object' ? ['@interfaceObject'] : []),
  ];
  return `${head.join(' ')} {\n${[...fields.values()].map((field) => `  ${printField(field)}\n`).join('')}}`;
}

function printField({ blueprint, external, requires, provides, override, shareable }: FieldDraft): string {
  return [
    `${blueprint.name}${blueprint.args}: ${blueprint.type}`,
    ...(shareable ? ['@shareable'] : []),
    ...(external ? ['@external'] : []),
    ...(requires ? [`@requires(fields: "${printSelections(requires)}")`] : []),
    ...(provides ? [`@provides(fields: "${printSelections(provides)}")`] : []),
    ...(override === undefined ? [] : [`@override(from: "${override}")`]),
  ].join(' ');
}
