import { QueryPlanner } from '@graphql-hive/router-query-planner';
import { buildASTSchema, parse, validate } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { composeSupergraph, publicSdl } from '../../../gateway/supergraph/compose-supergraph.ts';
import { startGraph, withLink } from '../harness.ts';
import type { TestGraph } from '../harness.ts';
import { differences } from './compare.ts';
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
  readonly #sdl: string;

  constructor(parts: { graph: TestGraph; monolith: Monolith; world: World; sdl: string }) {
    this.#graph = parts.graph;
    this.#monolith = parts.monolith;
    this.#world = parts.world;
    this.#sdl = parts.sdl;
  }

  static async start({ subgraphs, federation }: DifferentialGraph): Promise<DifferentialRun> {
    const definitions = Object.entries(subgraphs).map(([name, typeDefs]) => {
      return { name, url: `http://${name}.invalid`, typeDefs: parse(withLink({ typeDefs, federation })) };
    });
    const composition = composeSupergraph(definitions);
    if (composition.kind === 'failed') throw new Error(composition.errors.join('\n'));
    const sdl = composition.supergraphSdl;
    const fullSchema = buildASTSchema(parse(sdl), { assumeValid: true, assumeValidSDL: true });
    const facts = new FederationFacts(fullSchema, subgraphs);
    const world = new World(fullSchema, facts);
    const served = Object.entries(subgraphs).map(([name, typeDefs]) => {
      return [name, { ...serveFromWorld(name, typeDefs, facts, world), federation }] as const;
    });
    const graph = await startGraph(Object.fromEntries(served), { planCacheSize: 50, planBudgetMs: 20_000 });
    return new DifferentialRun({ graph, monolith: new Monolith(publicSdl(sdl), world), world, sdl });
  }

  get schema(): GraphQLSchema {
    return this.#graph.supergraph.apiSchema;
  }

  /** Runs one random operation; a difference is answered as a report of its smallest form. */
  async check(seed: number): Promise<string | undefined> {
    const operation = this.#valid(new Random(seed));
    const differs = async (candidate: GeneratedOperation): Promise<boolean> => {
      const valid = validate(this.schema, parse(candidate.source)).length === 0;
      return valid && (await this.#differences(candidate, seed)).length > 0;
    };
    if (!(await differs(operation))) return undefined;
    return await this.#report(await shrink(operation, differs), seed);
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
      `plan ${json(this.#plan(operation.source))}`,
    ].join('\n');
  }

  #plan(source: string): unknown {
    try {
      return new QueryPlanner(this.#sdl).plan(source, undefined, new Set(), 100).node;
    } catch (error) {
      return String(error);
    }
  }
}
