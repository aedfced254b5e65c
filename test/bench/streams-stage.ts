import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { parse } from 'graphql';
import { NODE_OPTIONS } from './contenders.ts';
import { DIST, fromDist } from './from-dist.ts';
import { launch, type Listening } from './processes.ts';
import { call } from './streams-calls.ts';
import type { ClientsAnswer, ClientsQuestion } from './streams-clients.ts';
import { PROGRESS_SDL } from './streams-events.ts';
import type { ProbeAnswer, ProbeQuestion } from './streams-probe.ts';
import type { SubgraphAnswer, SubgraphQuestion } from './streams-subgraph.ts';
import type * as ComposeSupergraphModule from '../../gateway/supergraph/compose-supergraph.ts';

const { composeSupergraph } = await fromDist<typeof ComposeSupergraphModule>('supergraph/compose-supergraph.js');

/** A gateway as in production, a subgraph that streams to it, and subscribers: each a process of its own. */
export interface Stage {
  readonly gateway: Listening;
  readonly port: number;
  readonly clients: (question: ClientsQuestion) => Promise<ClientsAnswer>;
  readonly subgraph: (question: SubgraphQuestion) => Promise<SubgraphAnswer>;
  readonly probe: (question: ProbeQuestion) => Promise<ProbeAnswer>;
}

interface OtherService {
  readonly name: string;
  readonly typeDefs: string;
  readonly url: string;
}

/**
 * Starts a stage, which ends with `closing`.
 *
 * @param file where the supergraph is written
 * @param others further subgraphs that run already
 */
export async function startStage(
  closing: AsyncDisposableStack,
  file: string,
  others: readonly OtherService[] = [],
): Promise<Stage> {
  const issuer = generateKeyPairSync('ed25519');
  const jwk = { ...issuer.publicKey.export({ format: 'jwk' }), kid: 'bench', alg: 'EdDSA', use: 'sig' };
  const subgraph = closing.use(
    await launch({
      command: ['test/bench/streams-subgraph.ts'],
      environment: { JWKS: JSON.stringify({ keys: [jwk] }) },
    }),
  );
  await writeFile(file, compose([...others, { name: 'progress', typeDefs: PROGRESS_SDL, url: subgraph.url }]));
  const gateway = closing.use(await startGateway(file, subgraph.url));
  const clients = closing.use(
    await launch({
      command: ['test/bench/streams-clients.ts'],
      environment: { ISSUER_KEY: JSON.stringify(issuer.privateKey.export({ format: 'jwk' })) },
    }),
  );
  return {
    gateway,
    port: Number(new URL(gateway.url).port),
    clients: (question) => call(clients.child, question),
    subgraph: (question) => call(subgraph.child, question),
    probe: (question) => call(gateway.child, question),
  };
}

function compose(services: readonly OtherService[]): string {
  const composition = composeSupergraph(services.map((one) => ({ ...one, typeDefs: parse(one.typeDefs) })));
  if (composition.kind === 'failed') throw new Error(composition.errors.join('\n'));
  return composition.supergraphSdl;
}

/** `BENCH_NODE_OPTIONS` are further options for the gateway's Node, such as `--cpu-prof`. */
async function startGateway(supergraph: string, issuerUrl: string): Promise<Listening> {
  const extraOptions = (process.env['BENCH_NODE_OPTIONS'] ?? '').split(' ').filter((option) => option !== '');
  const probe = ['--expose-gc', '--import', './test/bench/streams-probe.ts'];
  const signingKey = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return await launch({
    command: [new URL('gateway/main.js', DIST).pathname, '--supergraph', supergraph],
    environment: {
      PORT: '0',
      LOG_LEVEL: 'warn',
      AUTHENTICATION: 'required',
      ACCOUNTS_URL: new URL(issuerUrl).origin,
      GATEWAY_SIGNING_KEY: JSON.stringify(signingKey),
    },
    says: /^Tiergraph is ready at (\S+)$/m,
    nodeOptions: ['--enable-source-maps', ...NODE_OPTIONS, ...probe, ...extraOptions],
  });
}
