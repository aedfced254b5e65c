import {
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  Kind,
  OperationTypeNode,
  parseType,
  print,
  valueFromASTUntyped,
} from 'graphql';
import type {
  ArgumentNode,
  ConstValueNode,
  DefinitionNode,
  DirectiveNode,
  FragmentDefinitionNode,
  GraphQLCompositeType,
  GraphQLField,
  GraphQLInputType,
  GraphQLSchema,
  InlineFragmentNode,
  NamedTypeNode,
  NameNode,
  SelectionNode,
  SelectionSetNode,
  TypeNode,
  ValueNode,
  VariableDefinitionNode,
} from 'graphql';
import { overlappingTypes } from './monolith.ts';
import type { Random } from './random.ts';

export interface GeneratedOperation {
  readonly source: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Writes one random operation. Most are valid; names may clash, so the caller validates and takes the next one. */
export function generateOperation(schema: GraphQLSchema, random: Random): GeneratedOperation {
  return new OperationWriter(schema, random).write();
}

const MAX_FRAGMENTS = 4;

class OperationWriter {
  readonly #schema: GraphQLSchema;
  readonly #random: Random;
  readonly #fragments: FragmentDefinitionNode[] = [];
  readonly #variables: VariableDefinitionNode[] = [];
  readonly #values: Record<string, unknown> = {};
  /** Selections that may still be made. */
  #budget: number;

  constructor(schema: GraphQLSchema, random: Random) {
    this.#schema = schema;
    this.#random = random;
    this.#budget = 3 + random.below(random.happens(0.2) ? 60 : 25);
  }

  write(): GeneratedOperation {
    const mutates = this.#schema.getMutationType() && this.#random.happens(0.4);
    const operation = mutates ? OperationTypeNode.MUTATION : OperationTypeNode.QUERY;
    const rootType = this.#schema.getRootType(operation);
    if (!rootType) throw new Error('No root type');
    const selectionSet = this.#set(rootType, 0);
    const definition: DefinitionNode = {
      kind: Kind.OPERATION_DEFINITION,
      operation,
      ...(this.#random.happens(0.3) ? { name: name('Random') } : {}),
      variableDefinitions: this.#variables,
      selectionSet,
    };
    const definitions = [definition, ...this.#fragments];
    return { source: print({ kind: Kind.DOCUMENT, definitions }), variables: this.#values };
  }

  #set(type: GraphQLCompositeType, depth: number): SelectionSetNode {
    const count = 1 + this.#random.below(depth === 0 ? 4 : 5);
    const selections = Array.from({ length: count }, () => this.#selection(type, depth)).filter(
      (selection) => selection !== undefined,
    );
    return { kind: Kind.SELECTION_SET, selections: selections.length > 0 ? selections : [this.#typename()] };
  }

  #selection(type: GraphQLCompositeType, depth: number): SelectionNode | undefined {
    this.#budget -= 1;
    const draw = this.#random.next();
    const fields = 'getFields' in type ? Object.values(type.getFields()) : [];
    const fragmentChance = fields.length === 0 ? 0.85 : depth === 0 ? 0.1 : 0.25;
    if (draw < fragmentChance) return this.#budget > 0 ? this.#fragment(type, depth) : undefined;
    if (fields.length === 0 || draw > 0.93) return this.#typename();
    const deep = depth < 7 && this.#budget > 0;
    const open = fields.filter((field) => deep || !isCompositeType(getNamedType(field.type)));
    return open.length === 0 ? undefined : this.#field(this.#random.pick(open), depth);
  }

  #typename(): SelectionNode {
    const alias = this.#random.happens(0.15) ? { alias: name(this.#random.pick(['kind', 't', 'id'])) } : {};
    return { kind: Kind.FIELD, name: name('__typename'), ...alias, directives: this.#conditions(0.05) };
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): SelectionNode {
    const type = getNamedType(field.type);
    const alias = this.#alias(field.name);
    const args = field.args
      .filter((argument) => isRequiredArgument(argument) || this.#random.happens(0.6))
      .map((argument): ArgumentNode => {
        const value = this.#argument(argument.type, argument.defaultValue !== undefined);
        return { kind: Kind.ARGUMENT, name: name(argument.name), value };
      });
    return {
      kind: Kind.FIELD,
      name: name(field.name),
      ...(alias ? { alias: name(alias) } : {}),
      arguments: args,
      directives: this.#conditions(0.1),
      ...(isCompositeType(type) ? { selectionSet: this.#set(type, depth + 1) } : {}),
    };
  }

  #alias(field: string): string | undefined {
    const draw = this.#random.next();
    if (draw < 0.12) return `${field}${this.#random.below(3)}`;
    if (draw < 0.18) return this.#random.pick(['id', 'name', 'constructor', 'a', 'a', 'code']);
    return undefined;
  }

  #fragment(type: GraphQLCompositeType, depth: number): SelectionNode {
    const condition = this.#schema.getType(this.#random.pick(overlappingTypes(this.#schema, type)));
    if (!isCompositeType(condition)) throw new Error('Not a composite type');
    const directives = this.#conditions(0.2);
    if (this.#random.happens(0.3)) {
      const known = this.#fragments.filter((fragment) => fragment.typeCondition.name.value === condition.name);
      const reused = known.length > 0 && this.#random.happens(0.6) ? this.#random.pick(known) : undefined;
      const fragment = reused ?? this.#newFragment(condition, depth);
      if (fragment) return { kind: Kind.FRAGMENT_SPREAD, name: fragment.name, directives };
    }
    const bare = condition === type && this.#random.happens(0.5);
    const inline: InlineFragmentNode = {
      kind: Kind.INLINE_FRAGMENT,
      ...(bare ? {} : { typeCondition: namedType(condition.name) }),
      directives,
      selectionSet: this.#set(condition, depth + 0.5),
    };
    return inline;
  }

  /** Added only when it is whole, so that it cannot hold itself. */
  #newFragment(type: GraphQLCompositeType, depth: number): FragmentDefinitionNode | undefined {
    if (this.#fragments.length >= MAX_FRAGMENTS) return undefined;
    const selectionSet = this.#set(type, depth + 0.5);
    const fragment: FragmentDefinitionNode = {
      kind: Kind.FRAGMENT_DEFINITION,
      name: name(`F${this.#fragments.length}`),
      typeCondition: namedType(type.name),
      selectionSet,
    };
    this.#fragments.push(fragment);
    return fragment;
  }

  #conditions(probability: number): DirectiveNode[] {
    const directives: DirectiveNode[] = [];
    for (const directive of ['skip', 'include']) {
      if (!this.#random.happens(probability / 2)) continue;
      const literal: ConstValueNode = {
        kind: Kind.BOOLEAN,
        value: this.#random.happens(directive === 'skip' ? 0.3 : 0.7),
      };
      const value = this.#random.happens(0.25) ? literal : this.#condition();
      const argument: ArgumentNode = { kind: Kind.ARGUMENT, name: name('if'), value };
      directives.push({ kind: Kind.DIRECTIVE, name: name(directive), arguments: [argument] });
    }
    return directives;
  }

  /** One of few variables, so that conditions meet again. */
  #condition(): ValueNode {
    const number = this.#random.below(3);
    const known = `c${number}`;
    if (!this.#variables.some(({ variable }) => variable.name.value === known)) {
      const value = this.#random.happens(0.5);
      const nullable = number === 2;
      this.#declare(known, nullable ? 'Boolean' : 'Boolean!', nullable ? { kind: Kind.BOOLEAN, value } : undefined);
      if (!nullable || this.#random.happens(0.5)) this.#values[known] = this.#random.happens(0.5);
    }
    return { kind: Kind.VARIABLE, name: name(known) };
  }

  #declare(variable: string, type: string, defaultValue: ConstValueNode | undefined): void {
    this.#variables.push({
      kind: Kind.VARIABLE_DEFINITION,
      variable: { kind: Kind.VARIABLE, name: name(variable) },
      type: parseType(type) as TypeNode,
      ...(defaultValue ? { defaultValue } : {}),
    });
  }

  #argument(type: GraphQLInputType, hasDefault: boolean): ValueNode {
    if (this.#random.happens(0.6)) return this.#literal(type, 0);
    const same = this.#variables.filter((definition) => print(definition.type) === String(type));
    const [known] = same;
    if (known && this.#random.happens(0.3)) return known.variable;
    return this.#variable(type, hasDefault);
  }

  #variable(type: GraphQLInputType, hasDefault: boolean): ValueNode {
    const variable = `v${this.#variables.length}`;
    const defaultValue = this.#random.happens(0.3) ? constant(this.#literal(type, 9)) : undefined;
    const isNull = defaultValue?.kind === Kind.NULL;
    const loose = isNonNullType(type) && (hasDefault || (defaultValue && !isNull)) && this.#random.happens(0.5);
    const declared = loose ? String(type.ofType) : String(type);
    this.#declare(variable, declared, defaultValue);
    const optional = defaultValue !== undefined || !declared.endsWith('!');
    if (!optional || this.#random.happens(0.6)) {
      this.#values[variable] = valueFromASTUntyped(this.#literal(type, 9));
    }
    return { kind: Kind.VARIABLE, name: name(variable) };
  }

  /** A value of a type; below a depth of nine it may hold variables. */
  #literal(type: GraphQLInputType, depth: number): ValueNode {
    if (isNonNullType(type)) return this.#literalOf(type.ofType as GraphQLInputType, depth);
    return this.#random.happens(0.12) ? { kind: Kind.NULL } : this.#literalOf(type, depth);
  }

  #literalOf(type: GraphQLInputType, depth: number): ValueNode {
    if (depth > 0 && depth < 9 && this.#random.happens(0.15)) return this.#variable(type, false);
    if (isListType(type)) {
      if (this.#random.happens(0.15)) return this.#literalOf(type.ofType as GraphQLInputType, depth + 1);
      const values = Array.from({ length: this.#random.below(4) }, () =>
        this.#literal(type.ofType as GraphQLInputType, depth + 1),
      );
      return { kind: Kind.LIST, values };
    }
    if (isNonNullType(type)) return this.#literalOf(type.ofType as GraphQLInputType, depth);
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter((field) => {
        const recursive = getNamedType(field.type) === type;
        if (isNonNullType(field.type) && field.defaultValue === undefined) return true;
        return this.#random.happens(recursive ? 0.2 : 0.6);
      });
      return {
        kind: Kind.OBJECT,
        fields: fields.map((field) => {
          return { kind: Kind.OBJECT_FIELD, name: name(field.name), value: this.#literal(field.type, depth + 1) };
        }),
      };
    }
    if (isEnumType(type)) return { kind: Kind.ENUM, value: this.#random.pick(type.getValues()).name };
    switch (type.name) {
      case 'Int':
        return { kind: Kind.INT, value: String(this.#random.below(20) - 5) };
      case 'Float':
        return { kind: Kind.FLOAT, value: String(this.#random.below(20) / 4) };
      case 'Boolean':
        return { kind: Kind.BOOLEAN, value: this.#random.happens(0.5) };
      default:
        return { kind: Kind.STRING, value: this.#random.pick(['', 'x', 'a "quoted" \\ text', 'é😀\u2028', '{$v0}']) };
    }
  }
}

function constant(value: ValueNode): ConstValueNode {
  return value as ConstValueNode;
}

function name(value: string): NameNode {
  return { kind: Kind.NAME, value };
}

function namedType(value: string): NamedTypeNode {
  return { kind: Kind.NAMED_TYPE, name: name(value) };
}
