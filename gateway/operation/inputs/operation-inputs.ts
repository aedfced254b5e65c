import {
  getNullableType,
  GraphQLError,
  isInputObjectType,
  isListType,
  isInterfaceType,
  isObjectType,
  Kind,
  valueFromASTUntyped,
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  type ObjectFieldNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { refusal, type GatewayError } from '../../errors.ts';
import { InputChecks, type InputCheck, type Violation } from './input-check.ts';
import type { InputRules } from '../../supergraph/input-rules.ts';

export type RawVariables = Readonly<Record<string, unknown>>;

interface VariableCheck {
  readonly name: string;
  readonly check: InputCheck;
}

/**
 * Checks the inputs of operations: literals once, when a document is admitted, and variables with each request. An
 * operation without limited variables costs one look-up.
 */
export class OperationInputs {
  readonly #schema: GraphQLSchema;
  readonly #checks: InputChecks;
  readonly #ofOperations = new WeakMap<OperationDefinitionNode, readonly VariableCheck[]>();

  constructor(schema: GraphQLSchema, { lengths }: InputRules) {
    this.#schema = schema;
    this.#checks = new InputChecks(lengths);
  }

  /**
   * Checks the literals of a document and prepares the check of its operations' variables. Throws BAD_USER_INPUT for
   * the first text or list that is too long, or text with characters that no text may hold.
   *
   * @param document valid, and of limited size with its fragments expanded
   * @param kept the same document without locations; the variables of its operations are checked later
   */
  admit(document: DocumentNode, kept: DocumentNode): void {
    const fragments = new Map<string, FragmentDefinitionNode>();
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    }
    for (const [index, definition] of document.definitions.entries()) {
      if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
      const walk = new InputWalk(this.#schema, this.#checks, fragments);
      const checks = walk.variablesOf(definition);
      const operation = kept.definitions[index];
      if (checks.length > 0 && operation?.kind === Kind.OPERATION_DEFINITION) {
        this.#ofOperations.set(operation, checks);
      }
    }
  }

  /** Checks the variables of a request for an admitted operation. Throws BAD_USER_INPUT as `admit` does. */
  checkVariables(operation: OperationDefinitionNode, variables: RawVariables): void {
    for (const { name, check } of this.#ofOperations.get(operation) ?? []) {
      const violation = check(variables[name]);
      if (violation !== undefined) {
        throw violationError(
          { namedPath: [name, ...violation.path], path: ['variables', name, ...violation.path] },
          violation,
        );
      }
    }
  }
}

interface InputLocation {
  /** As the message names it. */
  readonly namedPath: readonly (string | number)[];
  readonly path: readonly (string | number)[];
  readonly node?: ASTNode;
}

function violationError({ namedPath, path, node }: InputLocation, { fault }: Violation): GatewayError {
  const named = namedPath.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
  const message = `${named.slice(1)} ${fault}`;
  const error = new GraphQLError(message, { nodes: node, extensions: { path } });
  return refusal('BAD_USER_INPUT', message, [error]);
}

/**
 * The value of a literal as variables would hold it, except that integers are texts: an id may be an integer of any
 * length.
 */
function rawValue(node: ValueNode): unknown {
  if (node.kind === Kind.INT) return node.value;
  if (node.kind === Kind.LIST) return node.values.map(rawValue);
  if (node.kind === Kind.OBJECT) {
    return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, rawValue(value)]));
  }
  return valueFromASTUntyped(node);
}

/** The argument or input field that a value is for. */
interface InputPosition {
  readonly type: GraphQLInputType;
  readonly coordinate: string;
}

/** Walks through one operation and its fragments, once each. */
class InputWalk {
  readonly #schema: GraphQLSchema;
  readonly #checks: InputChecks;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #entered = new Set<string>();
  readonly #variables = new Map<string, Set<InputCheck>>();
  /** The response names from the operation to the current field. */
  readonly #responsePath: string[] = [];

  constructor(schema: GraphQLSchema, checks: InputChecks, fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
    this.#schema = schema;
    this.#checks = checks;
    this.#fragments = fragments;
  }

  /** The checks of an operation's variables, one for every argument or input field that a variable is used at. */
  variablesOf(operation: OperationDefinitionNode): readonly VariableCheck[] {
    this.#walkSelections(operation.selectionSet, this.#schema.getRootType(operation.operation));
    const checks = [...this.#variables].flatMap(([name, ofName]) => [...ofName].map((check) => ({ name, check })));
    for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
      const name = variable.name.value;
      const value = defaultValue && rawValue(defaultValue);
      for (const check of this.#variables.get(name) ?? []) {
        const violation = check(value);
        if (violation === undefined) continue;
        const path = [name, ...violation.path];
        throw violationError({ namedPath: path, path, node: defaultValue }, violation);
      }
    }
    return checks;
  }

  #walkSelections({ selections }: SelectionSetNode, parent: GraphQLNamedType | undefined | null): void {
    for (const selection of selections) {
      switch (selection.kind) {
        case Kind.FIELD:
          this.#walkField(selection, parent);
          break;
        case Kind.INLINE_FRAGMENT:
          this.#walkSelections(
            selection.selectionSet,
            this.#conditionOf(selection.typeCondition?.name.value) ?? parent,
          );
          break;
        case Kind.FRAGMENT_SPREAD:
          this.#walkFragment(selection.name.value);
      }
    }
  }

  #walkFragment(name: string): void {
    const fragment = this.#fragments.get(name);
    if (fragment === undefined || this.#entered.has(name)) return;
    this.#entered.add(name);
    this.#walkSelections(fragment.selectionSet, this.#conditionOf(fragment.typeCondition.name.value));
  }

  #conditionOf(name: string | undefined): GraphQLNamedType | undefined {
    return name === undefined ? undefined : this.#schema.getType(name);
  }

  #walkField(node: FieldNode, parent: GraphQLNamedType | undefined | null): void {
    // Introspection fields have no limited arguments.
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
    if (field === undefined || !parent) return;
    this.#responsePath.push((node.alias ?? node.name).value);
    for (const argument of node.arguments ?? []) {
      const type = field.args.find(({ name }) => name === argument.name.value)?.type;
      if (type === undefined) continue;
      const coordinate = `${parent.name}.${field.name}(${argument.name.value}:)`;
      const check = this.#checks.at(coordinate, type);
      if (check !== undefined) this.#checkArgument(argument.name.value, argument.value, check);
      this.#findVariables(argument.value, { type, coordinate });
    }
    if (node.selectionSet !== undefined) this.#walkSelections(node.selectionSet, getNamedType(field.type));
    this.#responsePath.pop();
  }

  #checkArgument(name: string, node: ValueNode, check: InputCheck): void {
    const violation = check(rawValue(node));
    if (violation === undefined) return;
    const path = [...this.#responsePath, name, ...violation.path];
    throw violationError({ namedPath: path, path, node }, violation);
  }

  #findVariables(node: ValueNode, { type, coordinate }: InputPosition): void {
    if (node.kind === Kind.VARIABLE) {
      const check = this.#checks.at(coordinate, type);
      if (check !== undefined) this.#addCheck(node.name.value, check);
    } else if (node.kind === Kind.LIST) {
      const nullable = getNullableType(type);
      const itemType: GraphQLInputType = isListType(nullable) ? nullable.ofType : type;
      for (const item of node.values) this.#findVariables(item, { type: itemType, coordinate });
    } else if (node.kind === Kind.OBJECT) {
      this.#findInFields(node.fields, getNamedType(type));
    }
  }

  #addCheck(variable: string, check: InputCheck): void {
    const known = this.#variables.get(variable);
    if (known === undefined) this.#variables.set(variable, new Set([check]));
    else known.add(check);
  }

  #findInFields(nodes: readonly ObjectFieldNode[], type: GraphQLNamedType): void {
    if (!isInputObjectType(type)) return;
    const fields = type.getFields();
    for (const { name, value } of nodes) {
      const field = fields[name.value];
      if (field !== undefined) {
        this.#findVariables(value, { type: field.type, coordinate: `${type.name}.${name.value}` });
      }
    }
  }
}
