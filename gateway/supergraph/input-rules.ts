import { Kind } from 'graphql';
import type {
  ConstDirectiveNode,
  DefinitionNode,
  DocumentNode,
  FieldDefinitionNode,
  InputValueDefinitionNode,
} from 'graphql';

/** How long a text or a list from a client may be. */
export interface InputLength {
  /** Characters (Unicode code points) of the text, or of each text in a list. */
  readonly max: number | undefined;
  readonly maxItems: number | undefined;
}

/**
 * What a supergraph declares about its inputs and root fields with the directives of Tiergraph's input specification.
 */
export interface InputRules {
  /** By coordinate: `Type.field(argument:)`, `Input.field`, or the name of a scalar. */
  readonly lengths: ReadonlyMap<string, InputLength>;
  /** Root fields that need no sign-in, as `Mutation.signIn`; undefined when the supergraph does not declare any. */
  readonly openFields: ReadonlySet<string> | undefined;
}

/** The names that the directives of the specification have in one supergraph. */
export interface InputDirectives {
  readonly length: string;
  readonly open: string;
}

const SPECIFICATION = /^https:\/\/specs\.tiergraph\.example\/input\/v1\.\d+$/;

/** Where two subgraphs share an input, composition keeps the limits of both, and the smaller one counts. */
const smaller = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);

/**
 * The names of the directives in a supergraph that links their specification; undefined for any other supergraph, whose
 * directives of the same names mean something else.
 */
export function findInputDirectives({ definitions }: DocumentNode): InputDirectives | undefined {
  for (const node of definitions) {
    if (node.kind !== Kind.SCHEMA_DEFINITION && node.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const directive of node.directives ?? []) {
      if (directive.name.value !== 'link' || !SPECIFICATION.test(textOf(directive, 'url') ?? '')) continue;
      const imported = importedNames(directive);
      const prefix = textOf(directive, 'as') ?? 'input';
      const nameOf = (name: string): string => imported.get(`@${name}`) ?? `${prefix}__${name}`;
      return { length: nameOf('length'), open: nameOf('open') };
    }
  }
  return undefined;
}

/** What a supergraph declares about lengths and open fields; undefined when it does not link the specification. */
export function readInputRules(document: DocumentNode): InputRules | undefined {
  const directives = findInputDirectives(document);
  return directives === undefined ? undefined : new RuleReader(directives).read(document);
}

/** Collects the rules of one supergraph, definition by definition. */
class RuleReader {
  readonly #directives: InputDirectives;
  readonly #lengths = new Map<string, InputLength>();
  readonly #openFields = new Set<string>();
  #declaresOpen = false;

  constructor(directives: InputDirectives) {
    this.#directives = directives;
  }

  read({ definitions }: DocumentNode): InputRules {
    for (const definition of definitions) this.#readDefinition(definition);
    return { lengths: this.#lengths, openFields: this.#declaresOpen ? this.#openFields : undefined };
  }

  #readDefinition(definition: DefinitionNode): void {
    const { kind } = definition;
    if (kind === Kind.DIRECTIVE_DEFINITION) {
      if (definition.name.value === this.#directives.open) this.#declaresOpen = true;
    } else if (kind === Kind.SCALAR_TYPE_DEFINITION) {
      this.#readLength(definition.name.value, definition.directives);
    } else if (kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) {
      this.#readInputs(definition.fields, (name) => `${definition.name.value}.${name}`);
    } else if (kind === Kind.OBJECT_TYPE_DEFINITION || kind === Kind.INTERFACE_TYPE_DEFINITION) {
      for (const field of definition.fields ?? []) this.#readField(definition.name.value, field);
    }
  }

  #readField(typeName: string, { name, directives, arguments: inputs }: FieldDefinitionNode): void {
    const coordinate = `${typeName}.${name.value}`;
    if (directives?.some((directive) => directive.name.value === this.#directives.open)) {
      this.#openFields.add(coordinate);
    }
    this.#readInputs(inputs, (argument) => `${coordinate}(${argument}:)`);
  }

  #readInputs(inputs: readonly InputValueDefinitionNode[] | undefined, coordinateOf: (name: string) => string): void {
    for (const { name, directives } of inputs ?? []) this.#readLength(coordinateOf(name.value), directives);
  }

  #readLength(coordinate: string, directives: readonly ConstDirectiveNode[] | undefined): void {
    for (const directive of directives ?? []) {
      if (directive.name.value !== this.#directives.length) continue;
      const known = this.#lengths.get(coordinate);
      this.#lengths.set(coordinate, {
        max: smaller(known?.max, numberOf(directive, 'max')),
        maxItems: smaller(known?.maxItems, numberOf(directive, 'maxItems')),
      });
    }
  }
}

/** The imports of a link: from the name in the specification to the name in the document, both with the leading `@`. */
function importedNames(link: ConstDirectiveNode): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const value = link.arguments?.find(({ name }) => name.value === 'import')?.value;
  for (const item of value?.kind === Kind.LIST ? value.values : []) {
    if (item.kind === Kind.STRING) names.set(item.value, item.value.slice(1));
    if (item.kind !== Kind.OBJECT) continue;
    const field = (wanted: string): string | undefined => {
      const found = item.fields.find(({ name }) => name.value === wanted)?.value;
      return found?.kind === Kind.STRING ? found.value : undefined;
    };
    const name = field('name');
    if (name !== undefined) names.set(name, (field('as') ?? name).slice(1));
  }
  return names;
}

function textOf(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}

function numberOf(directive: ConstDirectiveNode, name: string): number | undefined {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.INT ? Number(value.value) : undefined;
}
