import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  print,
} from 'graphql';
import type {
  ConstDirectiveNode,
  FieldDefinitionNode,
  FieldNode,
  GraphQLCompositeType,
  GraphQLSchema,
  SelectionSetNode,
} from 'graphql';

/** A field of a subgraph, with what the federation directives say of it. */
export interface SubgraphField {
  readonly name: string;
  /** As the subgraph declares it, with its lists and non-null types. */
  readonly type: string;
  readonly external: boolean;
  readonly requires: SelectionSetNode | undefined;
  readonly provides: SelectionSetNode | undefined;
  /** Another subgraph took the field over, so this one must never be asked for it. */
  readonly overridden: boolean;
}

export interface SubgraphType {
  readonly name: string;
  readonly kind: 'object' | 'interface' | 'interface-object';
  readonly keys: readonly SelectionSetNode[];
  readonly fields: ReadonlyMap<string, SubgraphField>;
}

/**
 * What a value must not do: a key is never null, nor is what only some subgraphs say may be, and nothing that others depend
 * on fails.
 */
export type FieldRole = 'key' | 'never-null' | 'required' | 'free';

/** The directives of all subgraphs of a graph, read once. */
export class FederationFacts {
  readonly subgraphs = new Map<string, Map<string, SubgraphType>>();
  /** The members of every interface and union that a subgraph has. */
  readonly members = new Map<string, Map<string, Set<string>>>();
  readonly #schema: GraphQLSchema;
  readonly #neverNull = new Set<string>();
  readonly #roles = new Map<string, FieldRole>();
  readonly #requires = new Map<string, SelectionSetNode>();

  /**
   * @param schema all types of the supergraph, hidden ones too
   * @param labels of the progressive overrides in force
   */
  constructor(schema: GraphQLSchema, subgraphs: Readonly<Record<string, string>>, labels: readonly string[] = []) {
    this.#schema = schema;
    const taken = overriddenFields(subgraphs, labels);
    for (const [name, sdl] of Object.entries(subgraphs)) this.#read(name, sdl, taken);
    for (const types of this.subgraphs.values()) for (const type of types.values()) this.#mark(type);
  }

  roleOf(type: string, field: string): FieldRole {
    const roles = this.namesOf(type).map((name) => this.#roles.get(`${name}.${field}`));
    if (roles.includes('key')) return 'key';
    if (this.#neverNull.has(`${type}.${field}`)) return 'never-null';
    return roles.includes('required') ? 'required' : 'free';
  }

  /** What a field is computed from, whichever subgraph does that. */
  requiresOf(type: string, field: string): SelectionSetNode | undefined {
    for (const name of this.namesOf(type)) {
      const found = this.#requires.get(`${name}.${field}`);
      if (found) return found;
    }
    return undefined;
  }

  /** Every type an entity of this type may be: itself, or the members of an interface. */
  memberNames(type: string): string[] {
    const named = this.#schema.getType(type);
    return isAbstractType(named) ? this.#schema.getPossibleTypes(named).map(({ name }) => name) : [type];
  }

  /** The types that an abstract field may answer: those known wherever the field is resolved. */
  membersAt(type: string, field: string, abstract: string): string[] {
    const names = this.namesOf(type);
    const known = [...this.subgraphs].flatMap(([subgraph, types]) => {
      const owned = names.flatMap((name) => types.get(name)?.fields.get(field) ?? []).find(({ external }) => !external);
      // A subgraph may declare a more specific type than the supergraph has.
      const declared = owned?.type.replaceAll(/[[\]!]/g, '') ?? '';
      const members = this.members.get(subgraph)?.get(declared);
      if (members) return [members];
      return declared === '' || declared === abstract ? [] : [new Set([declared])];
    });
    return this.memberNames(abstract).filter((member) => known.every((members) => members.has(member)));
  }

  isEntity(type: string): boolean {
    return this.#keysOf(type).length > 0;
  }

  /**
   * True when all subgraphs know an entity by the same key, so that nobody learns another key of one that is missing, and
   * none of its fields is one that others are computed from, that another entity's key holds, that leads to an object of
   * which the key says only a part, or that only some subgraphs let be null.
   */
  mayBeMissing(type: string): boolean {
    const [key] = this.#keysOf(type);
    const keys = new Set(this.#keysOf(type).map((one) => JSON.stringify(one)));
    if (!key || !this.#saysAllOf(type, key, (field) => this.roleOf(type, field) === 'key')) return false;
    const types = [...this.subgraphs.values()].flatMap((subgraph) => [...subgraph.values()]);
    const named = new Set(this.namesOf(type));
    const depends = types.some(
      ({ name, fields }) => named.has(name) && [...fields.values()].some(({ requires }) => requires),
    );
    const stands = types.some(({ kind, name }) => kind === 'interface-object' && named.has(name));
    const required = [...this.#roles].flatMap(([coordinate, role]) => (role === 'required' ? [coordinate] : []));
    const isNeeded = [...this.#neverNull, ...required].some((one) => named.has(one.split('.')[0] ?? ''));
    return keys.size === 1 && !depends && !stands && !isNeeded;
  }

  /** True when a key names every field of a type that counts, and all fields of the objects in it. */
  #saysAllOf(type: string, { selections }: SelectionSetNode, counts: (field: string) => boolean): boolean {
    const named = this.#schema.getType(type);
    const fields = isObjectType(named) ? named.getFields() : {};
    const selected = selections.flatMap((one) => (one.kind === Kind.FIELD ? [one] : []));
    const names = new Set(selected.map(({ name }) => name.value));
    const isWhole = ({ name, selectionSet }: FieldNode): boolean => {
      const field = fields[name.value];
      return !selectionSet || !field || this.#saysAllOf(getNamedType(field.type).name, selectionSet, () => true);
    };
    return Object.keys(fields).every((field) => names.has(field) || !counts(field)) && selected.every(isWhole);
  }

  #keysOf(type: string): readonly SelectionSetNode[] {
    const names = this.namesOf(type);
    return [...this.subgraphs.values()].flatMap((types) => names.flatMap((name) => types.get(name)?.keys ?? []));
  }

  /** The type and its interfaces. */
  namesOf(type: string): string[] {
    const named = this.#schema.getType(type);
    const interfaces = isObjectType(named) || isInterfaceType(named) ? named.getInterfaces() : [];
    return [type, ...interfaces.map(({ name }) => name)];
  }

  #read(subgraph: string, sdl: string, taken: ReadonlySet<string>): void {
    const types = new Map<string, SubgraphType>();
    const members = new Map<string, Set<string>>();
    const addMember = (abstract: string, member: string) => {
      members.set(abstract, (members.get(abstract) ?? new Set()).add(member));
    };
    for (const node of parse(sdl, { noLocation: true }).definitions) {
      if (node.kind === Kind.UNION_TYPE_DEFINITION) {
        for (const member of node.types ?? []) addMember(node.name.value, member.name.value);
      }
      const isInterface = node.kind === Kind.INTERFACE_TYPE_DEFINITION;
      const isObject = node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION;
      if (!isObject && !isInterface) continue;
      if (isObject)
        for (const {
          name: { value },
        } of node.interfaces ?? [])
          addMember(value, node.name.value);
      const directives = node.directives ?? [];
      const name = node.name.value;
      const stands = directives.some((directive) => directive.name.value === 'interfaceObject');
      const fields = (node.fields ?? []).map((field) =>
        readField(field, taken.has(`${subgraph} ${name}.${field.name.value}`)),
      );
      types.set(name, {
        name,
        kind: isInterface ? 'interface' : stands ? 'interface-object' : 'object',
        keys: directives.filter((directive) => directive.name.value === 'key').map(fieldsOf),
        fields: new Map(fields.map((field) => [field.name, field])),
      });
    }
    this.subgraphs.set(subgraph, types);
    this.members.set(subgraph, members);
  }

  #mark(type: SubgraphType): void {
    const named = this.#schema.getType(type.name);
    if (!isCompositeType(named)) return;
    for (const key of type.keys) this.#markSelections(named, key, 'key');
    for (const { name, type: declared, requires } of type.fields.values()) {
      const merged = 'getFields' in named ? String(named.getFields()[name]?.type) : declared;
      if (nullability(merged) !== nullability(declared)) this.#neverNull.add(`${type.name}.${name}`);
      if (!requires) continue;
      this.#requires.set(`${type.name}.${name}`, requires);
      this.#markSelections(named, requires, 'required');
    }
  }

  #markSelections(type: GraphQLCompositeType, { selections }: SelectionSetNode, role: FieldRole): void {
    const names = [type.name, ...this.memberNames(type.name)];
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = this.#schema.getType(selection.typeCondition?.name.value ?? type.name);
        if (isCompositeType(condition)) this.#markSelections(condition, selection.selectionSet, role);
        continue;
      }
      const field = selection.name.value;
      for (const name of names) {
        if (this.#roles.get(`${name}.${field}`) !== 'key') this.#roles.set(`${name}.${field}`, role);
      }
      const fieldType = 'getFields' in type ? type.getFields()[field]?.type : undefined;
      const inner = fieldType && getNamedType(fieldType);
      if (!selection.selectionSet || !isCompositeType(inner)) continue;
      this.#markSelections(inner, selection.selectionSet, role);
      if (!isNonNullType(fieldType)) this.#keepWhole(inner);
    }
  }

  /**
   * An object that may be null and that others depend on stays whatever else the client asks of it: a null that moves up to
   * it would take from the gateway, which asks for both at once, what the one schema computes from.
   */
  #keepWhole(type: GraphQLCompositeType): void {
    for (const name of this.memberNames(type.name)) {
      const member = this.#schema.getType(name);
      for (const field of isObjectType(member) ? Object.values(member.getFields()) : []) {
        const coordinate = `${name}.${field.name}`;
        if (!isNonNullType(field.type) || this.#neverNull.has(coordinate)) continue;
        this.#neverNull.add(coordinate);
        const inner = getNamedType(field.type);
        if (isCompositeType(inner)) this.#keepWhole(inner);
      }
    }
  }
}

function readField(field: FieldDefinitionNode, overridden: boolean): SubgraphField {
  const find = (name: string) => field.directives?.find((directive) => directive.name.value === name);
  const [requires, provides] = [find('requires'), find('provides')];
  return {
    name: field.name.value,
    type: print(field.type),
    external: find('external') !== undefined,
    requires: requires && fieldsOf(requires),
    provides: provides && fieldsOf(provides),
    overridden,
  };
}

/** The selection set in a directive's argument `fields`. */
function fieldsOf(directive: ConstDirectiveNode): SelectionSetNode {
  const text = textOf(directive, 'fields') ?? '';
  const [operation] = parse(`{${text}}`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`Not a selection set: ${text}`);
  return operation.selectionSet;
}

/** Where a type's text has lists and non-null types. */
function nullability(type: string): string {
  return type.replaceAll(/\w+/g, '');
}

/** Every `subgraph Type.field` that an override takes away; one that is not in force takes it from its own subgraph. */
function overriddenFields(subgraphs: Readonly<Record<string, string>>, labels: readonly string[]): Set<string> {
  const taken = new Set<string>();
  for (const [subgraph, sdl] of Object.entries(subgraphs)) {
    for (const type of parse(sdl, { noLocation: true }).definitions) {
      if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
      for (const field of type.fields ?? []) {
        const override = field.directives?.find((directive) => directive.name.value === 'override');
        if (!override) continue;
        const label = textOf(override, 'label');
        const loser = label === undefined || labels.includes(label) ? textOf(override, 'from') : subgraph;
        taken.add(`${loser} ${type.name.value}.${field.name.value}`);
      }
    }
  }
  return taken;
}

function textOf(directive: ConstDirectiveNode, argument: string): string | undefined {
  const value = directive.arguments?.find(({ name }) => name.value === argument)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}
