import { isDeepStrictEqual } from 'node:util';
import { buildASTSchema, parse, validate } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { composeSupergraph, apiSdlOf } from '../../../gateway/supergraph/compose-supergraph.ts';
import { startGraph, withLink } from '../harness.ts';
import type { TestGraph } from '../harness.ts';
import { mergeResults } from '../merge-results.ts';
import { differences } from './compare.ts';
import { deferRandomly } from './defer-randomly.ts';
import { FederationFacts } from './federation-facts.ts';
import { generateOperation } from './generate-operation.ts';
import type { GeneratedOperation } from './generate-operation.ts';
import type { DifferentialGraph } from './graphs/index.ts';
import { Monolith } from './monolith.ts';
import { Random } from './random.ts';
import { shrink } from './shrink.ts';
import { serveFromWorld } from './subgraph-resolvers.ts';
import { World } from './world.ts';

/** A graph served by the gateway and, over the same world, as one schema. */
export class DifferentialRun implements AsyncDisposable {
  readonly #graph: TestGraph;
  readonly #monolith: Monolith;
  readonly #world: World;

  constructor(parts: { graph: TestGraph; monolith: Monolith; world: World }) {
    this.#graph = parts.graph;
    this.#monolith = parts.monolith;
    this.#world = parts.world;
  }

  static async start({ subgraphs, federation, overrideLabels = [] }: DifferentialGraph): Promise<DifferentialRun> {
    const definitions = Object.entries(subgraphs).map(([name, typeDefs]) => {
      return { name, url: `http://${name}.invalid`, typeDefs: parse(withLink({ typeDefs, federation })) };
    });
    const composition = composeSupergraph(definitions);
    if (composition.kind === 'failed') throw new Error(composition.errors.join('\n'));
    const sdl = composition.supergraphSdl;
    const fullSchema = buildASTSchema(parse(sdl), { assumeValid: true, assumeValidSDL: true });
    const facts = new FederationFacts(fullSchema, subgraphs, overrideLabels);
    const world = new World(fullSchema, facts);
    const served = Object.entries(subgraphs).map(([name, typeDefs]) => {
      return [name, { ...serveFromWorld(name, typeDefs, facts, world), federation }] as const;
    });
    const graph = await startGraph(Object.fromEntries(served), {
      planCacheBytes: 4_000_000,
      planBudgetMs: 20_000,
      overrideLabels: new Set(overrideLabels),
    });
    return new DifferentialRun({ graph, monolith: new Monolith(apiSdlOf(sdl), world), world });
  }

  get schema(): GraphQLSchema {
    return this.#graph.supergraph.apiSchema;
  }

  /** Runs one random operation; a difference is answered as a report of its smallest form. */
  async check(seed: number): Promise<string | undefined> {
    const random = new Random(seed);
    const operation = this.#valid(random);
    const whole = await this.#smallest(operation, async (one) => await this.#differences(one, seed));
    if (whole) return await this.#report(whole, seed);
    const deferring = { ...operation, source: deferRandomly(operation.source, random) };
    const parted = await this.#smallest(deferring, async (one) => (await this.#delivery(one, seed)).found);
    return parted && (await this.#reportDelivery(parted, seed));
  }

  /** @returns the smallest form of an operation that differs, or nothing when it does not */
  async #smallest(
    operation: GeneratedOperation,
    compare: (candidate: GeneratedOperation) => Promise<readonly string[]>,
  ): Promise<GeneratedOperation | undefined> {
    const differs = async (candidate: GeneratedOperation): Promise<boolean> => {
      const valid = validate(this.schema, parse(candidate.source)).length === 0;
      return valid && (await compare(candidate)).length > 0;
    };
    return (await differs(operation)) ? await shrink(operation, differs) : undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#graph[Symbol.asyncDispose]();
  }

  #valid(random: Random): GeneratedOperation {
    for (;;) {
      const operation = generateOperation(this.schema, random);
      if (validate(this.schema, parse(operation.source)).length === 0) return operation;
    }
  }

  async #answers({ source, variables }: GeneratedOperation, seed: number) {
    this.#graph.seen.length = 0;
    this.#world.reset(seed);
    const gateway = await this.#graph.run(source, { variables });
    const log = [...this.#world.log];
    this.#world.reset(seed);
    const monolith = await this.#monolith.answer(source, variables);
    return { gateway, log, monolith };
  }

  async #differences(operation: GeneratedOperation, seed: number): Promise<string[]> {
    const { gateway, log, monolith } = await this.#answers(operation, seed);
    return differences(gateway, log, monolith);
  }

  /** How what is delivered in several results differs from the monolith's answer, where nothing fails. */
  async #delivery({ source, variables }: GeneratedOperation, seed: number) {
    this.#graph.seen.length = 0;
    this.#world.reset(seed);
    const results = await this.#graph.results(source, { variables });
    const log = [...this.#world.log];
    this.#world.reset(seed);
    const monolith = await this.#monolith.answer(source, variables);
    const merged = mergeResults(results);
    const found = [...merged.problems];
    const failed = monolith.result.errors !== undefined;
    if (!failed && JSON.stringify(log) !== JSON.stringify(monolith.log)) found.push('not the same mutations ran');
    // What is deferred is read when all fields of a mutation have run.
    if (!failed && log.length <= 1) {
      if (!isDeepStrictEqual(merged.data, plain(monolith.result.data))) found.push('the data is not equal');
      for (const { message } of merged.errors) found.push(`nothing failed: ${message}`);
    }
    return { found, results, monolith };
  }

  async #reportDelivery(operation: GeneratedOperation, seed: number): Promise<string> {
    const { found, results, monolith } = await this.#delivery(operation, seed);
    return [
      `seed ${seed}, with @defer: ${found.join('; ')}`,
      operation.source,
      `variables ${JSON.stringify(operation.variables)}`,
      ...results.map((result) => `result ${JSON.stringify(result)}`),
      `monolith ${JSON.stringify(monolith.result)}`,
      ...this.#graph.seen.map((request) => `request ${JSON.stringify(request)}`),
    ].join('\n');
  }

  async #report(operation: GeneratedOperation, seed: number): Promise<string> {
    const { gateway, log, monolith } = await this.#answers(operation, seed);
    const json = (value: unknown): string => JSON.stringify(value, undefined, 1);
    return [
      `seed ${seed}: ${differences(gateway, log, monolith).join('; ')}`,
      operation.source,
      `variables ${json(operation.variables)}`,
      `gateway ${json(gateway)}`,
      `monolith ${json(monolith.result)}`,
      `mutations ${json({ gateway: log, monolith: monolith.log })}`,
      `requests ${json(this.#graph.seen)}`,
      `plan ${json(this.#graph.engine.explain(await this.#graph.prepare(operation.source), operation))}`,
    ].join('\n');
  }
}

/** Without the prototypes that graphql-js leaves out. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}
