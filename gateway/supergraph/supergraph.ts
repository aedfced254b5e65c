import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  buildASTSchema,
  GraphQLError,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  parse,
  validateSchema,
  valueFromASTUntyped,
} from 'graphql';
import type { DocumentNode, EnumTypeDefinitionNode, GraphQLSchema, ValueNode } from 'graphql';
import { exactNumber } from '../exact-json.ts';
import { readInputRules, type InputRules } from './input-rules.ts';
import { apiSchemaOf, innerSchemaOf } from './api-schema.ts';
import { findUnsupported } from './unsupported-features.ts';

/** One subgraph that the supergraph names. */
export interface SupergraphMember {
  /** The name of the subgraph in plans. */
  readonly name: string;
  /** The address in the supergraph. At run time, an address in the configuration takes its place. */
  readonly url: string;
}

/** A supergraph that is ready to be served. */
export interface Supergraph {
  readonly sdl: string;
  /** The schema for clients: valid, and without inaccessible types, fields and enum values. */
  readonly apiSchema: GraphQLSchema;
  /** The schema for the questions of subgraphs, with what is inaccessible to clients; often the API schema itself. */
  readonly innerSchema: GraphQLSchema;
  /** All types, inaccessible ones included: plans need them in type conditions. */
  readonly fullSchema: GraphQLSchema;
  readonly subgraphs: readonly SupergraphMember[];
  /** Lengths of inputs and open root fields; undefined when the supergraph does not declare them. */
  readonly inputRules: InputRules | undefined;
}

/** The supergraph cannot be served. The message says what to change. */
export class SupergraphError extends Error {
  override readonly name = 'SupergraphError';
}

/**
 * Reads a supergraph's SDL in several steps; between two steps the event loop is free to serve another supergraph.
 *
 * Rejects with a `SupergraphError` when the SDL is not a supergraph, needs an unsupported feature, or its API schema is
 * not valid.
 */
export async function loadSupergraph(sdl: string): Promise<Supergraph> {
  const document = parseSdl(sdl);
  await nextTurn();
  const unsupported = findUnsupported(document);
  if (unsupported !== undefined) throw new SupergraphError(`The supergraph cannot be served: ${unsupported}`);
  const subgraphs = readSubgraphs(document);
  await nextTurn();
  const apiSchema = await buildServedSchema(apiSchemaOf(document), 'API schema');
  await nextTurn();
  const innerDocument = innerSchemaOf(document);
  await nextTurn();
  const innerSchema = innerDocument && (await buildServedSchema(innerDocument, 'schema for subgraphs'));
  await nextTurn();
  const inputRules = readInputRules(document);
  const fullSchema = buildFullSchema(document);
  return { sdl, apiSchema, innerSchema: innerSchema ?? apiSchema, fullSchema, subgraphs, inputRules };
}

/** Builds a schema that operations are validated against. Rejects with a `SupergraphError` when it is not valid. */
async function buildServedSchema(document: DocumentNode, name: string): Promise<GraphQLSchema> {
  await nextTurn();
  const schema = buildASTSchema(document);
  for (const type of Object.values(schema.getTypeMap())) {
    if (isScalarType(type) && !isSpecifiedScalarType(type)) type.parseLiteral = exactLiteral;
  }
  await nextTurn();
  const problems = validateSchema(schema);
  if (problems.length === 0) return schema;
  const text = problems.map((problem) => problem.message).join('; ');
  throw new SupergraphError(`The supergraph's ${name} is not valid: ${text}`);
}

/** The value of a custom scalar's literal. Numbers that are too large for a `number` remain as they are written. */
function exactLiteral(node: ValueNode, variables?: Record<string, unknown> | null): unknown {
  if (node.kind === Kind.INT) return exactNumber(node.value);
  if (node.kind === Kind.LIST) return node.values.map((item) => exactLiteral(item, variables));
  if (node.kind !== Kind.OBJECT) return valueFromASTUntyped(node, variables);
  return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, exactLiteral(value, variables)]));
}

/** The schema with all types of a supergraph, inaccessible ones included, and its directives. */
export function buildFullSchema(document: DocumentNode): GraphQLSchema {
  return buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
}

function parseSdl(sdl: string): DocumentNode {
  try {
    return parse(sdl, { noLocation: true });
  } catch (error) {
    const { line, column } = (error instanceof GraphQLError && error.locations?.[0]) || { line: 1, column: 1 };
    const reason = error instanceof Error ? error.message : String(error);
    throw new SupergraphError(`The supergraph is not valid GraphQL, line ${line}, column ${column}: ${reason}`);
  }
}

function readSubgraphs(document: DocumentNode): SupergraphMember[] {
  const graphs = document.definitions.find(
    (node): node is EnumTypeDefinitionNode =>
      node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === 'join__Graph',
  );
  if (!graphs?.values?.length)
    throw new SupergraphError(
      'The supergraph names no subgraph (no values of join__Graph): compose one from the subgraphs first',
    );
  return graphs.values.map((value) => {
    const directive = value.directives?.find((candidate) => candidate.name.value === 'join__graph');
    const read = (name: string): string | undefined => {
      const argument = directive?.arguments?.find((candidate) => candidate.name.value === name)?.value;
      return argument?.kind === Kind.STRING ? argument.value : undefined;
    };
    return { name: read('name') ?? value.name.value, url: read('url') ?? '' };
  });
}
