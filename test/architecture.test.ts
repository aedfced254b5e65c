import { describe, expect, it } from 'vitest';
import { listFiles, readSource, readSourceFiles, type Import, type SourceFile } from './support/source-files.ts';

const ROOT = new URL('..', import.meta.url).pathname;
const SUBGRAPHS = ['accounts', 'catalog', 'orders'] as const;
const FILES = readSourceFiles(ROOT, ['gateway', 'subgraphs']);
const PATHS = [...listFiles(ROOT, 'gateway'), ...listFiles(ROOT, 'subgraphs')];

const MAX_FILE_LINES = 400;
const MAX_FUNCTION_LINES = 70;
const MAX_PARAMETERS = 4;

/** Files that are tables of data, which may be as long as the data is. */
const DATA_TABLES: readonly string[] = [];

/** Where files may be read and sockets opened; `compose.ts` is a command that writes the composed schemas. */
const MAY_DO_IO =
  /^gateway\/(?:engine\/execute\/|subgraph-clients\/|transports\/|sandbox\/|main\.ts$|embedded(?:-\w+)?\.ts$|config\.ts$|(?:build|prebuild|end-with-npm)\.mjs$|supergraph\/compose\.ts$)/;
const IO =
  /^(?:node:(?:child_process|cluster|dgram|dns|fs|http|http2|https|net|tls|worker_threads)(?:\/|$)|undici$|ws$)/;

/** What the faults import of the platform: how to read the oracle, and how to forge what a stranger could not. */
const KNOWN_TO_FAULTS: readonly string[] = [
  'subgraphs/simulator/vendor/effect-log.ts',
  'subgraphs/shared/messaging/fact-signature.ts',
  'subgraphs/shared/messaging/parked-facts.ts',
];

/** What a rule of the domain knows nothing of. */
const NOT_FOR_RULES =
  /^(?:node:|@mikro-orm\/|@electric-sql\/|pg|graphql|type-graphql|@graphql|@apollo\/|dataloader$|pino$)/;

/** What a folder or file of the gateway may not import: [importer, imported]. */
const GATEWAY_DIRECTION: readonly (readonly [RegExp, RegExp])[] = [
  [/^gateway\/(?!main\.ts|embedded(?:-\w+)?\.ts)/, /^gateway\/(?:main|embedded(?:-\w+)?)\.ts$/],
  [
    /^gateway\/engine\//,
    /^gateway\/(?:transports|operation|security|sandbox)\/|^gateway\/(?:gateway|handle-operation|config)\.ts$/,
  ],
  [/^gateway\/engine\/plan\//, /^gateway\/engine\/(?:compile|execute)\//],
  [/^gateway\/engine\/compile\//, /^gateway\/engine\/execute\//],
  [
    /^gateway\/supergraph\//,
    /^gateway\/(?:engine|operation|security|subgraph-clients|transports)\/|^gateway\/(?:gateway|handle-operation)\.ts$/,
  ],
  [
    /^gateway\/operation\//,
    /^gateway\/(?:engine\/(?:plan|compile|execute)|subgraph-clients|transports)\/|^gateway\/(?:gateway|handle-operation)\.ts$/,
  ],
  [
    /^gateway\/security\//,
    /^gateway\/(?:engine|operation|subgraph-clients|transports)\/|^gateway\/(?:gateway|handle-operation)\.ts$/,
  ],
  [
    /^gateway\/subgraph-clients\//,
    /^gateway\/(?:engine|operation|transports)\/|^gateway\/(?:gateway|handle-operation)\.ts$/,
  ],
  [/^gateway\/handle-operation\.ts$/, /^gateway\/(?:transports\/|gateway\.ts$)/],
  [/^gateway\/transports\//, /^gateway\/(?:engine\/(?:plan|compile|execute)\/|gateway\.ts$)/],
];

/** The folders of a subgraph from the inside out: one may import those before it and its own kind, not those behind it. */
const SUBGRAPH_LAYERS: readonly (readonly string[])[] = [
  ['rules', 'entities', 'migrations'],
  ['services', 'loaders', 'connectors', 'seed'],
  ['resolvers', 'references', 'endpoints'],
  ['schema.ts', 'main.ts', 'import-command.ts', 'seed-command.ts', 'rotate-key-command.ts'],
];

/** The rooms of a subgraph that have areas inside, named alike in each of them and in its tests. */
const ROOMS_WITH_AREAS = ['rules', 'services', 'resolvers'];
const AREAS: Readonly<Record<(typeof SUBGRAPHS)[number], readonly string[]>> = {
  accounts: [
    'hierarchy',
    'onboarding',
    'sign-in',
    'single-sign-on',
    'passwords',
    'users',
    'branding',
    'terms',
    'prices',
    'audit',
    'nodes',
  ],
  catalog: ['hierarchy', 'sheets', 'prices', 'products', 'marketplaces', 'promotions', 'nodes'],
  orders: [
    'hierarchy',
    'onboarding',
    'carts',
    'placing',
    'orders',
    'fulfilment',
    'attention',
    'subscriptions',
    'tenants',
    'billing',
    'promotions',
    'approvals',
    'events',
    'reports',
    'webhooks',
    'nodes',
  ],
};
/** Folders of a subgraph's tests for what is no area of it: the connector to the vendor. */
const TEST_ROOMS = ['microsoft'];

/** What an area of the resolvers may have: a reader finds the same things under the same names. */
const RESOLVER_FILES = /^(?:mutations|queries|fields|types|inputs|read-inputs|subscriptions|enums)\.ts$/;

/** The rooms of what the subgraphs share. */
const SHARED_ROOMS = ['domain', 'graphql', 'database', 'messaging', 'mail', 'pages', 'process'];

const REQUIRED = {
  files: ['config.ts', 'context.ts', 'main.ts', 'schema.ts'],
  folders: ['entities', 'loaders', 'migrations', 'references', 'resolvers', 'rules', 'services'],
};
const OPTIONAL: Readonly<Record<(typeof SUBGRAPHS)[number], readonly string[]>> = {
  accounts: ['errors.ts', 'connectors', 'endpoints', 'seed', 'seed-command.ts', 'rotate-key-command.ts'],
  catalog: ['errors.ts', 'endpoints', 'seed', 'import-command.ts'],
  orders: ['errors.ts', 'connectors'],
};

/** Where the ORM is known: tables are described, opened and changed in these rooms. Elsewhere there are readers and writers. */
const MAY_KNOW_ORM = /^subgraphs\/(?:\w+\/(?:entities|migrations)|shared\/database)\//;

/** Every import of the project, as `importer imports imported`, that a rule forbids. */
function forbidden(
  files: readonly SourceFile[],
  isForbidden: (importer: string, imported: Import) => boolean,
): readonly string[] {
  return files.flatMap(({ path, imports }) =>
    imports.filter((one) => isForbidden(path, one)).map(({ specifier }) => `${path} imports ${specifier}`),
  );
}

function againstGatewayDirection(importer: string, { file }: Import): boolean {
  if (file === undefined) return false;
  return GATEWAY_DIRECTION.some(([from, to]) => from.test(importer) && to.test(file));
}

function againstSubgraphDirection(importer: string, { file }: Import): boolean {
  const [from, to] = [importer, file ?? ''].map((path) => /^subgraphs\/(\w+)\/([\w.-]+)/.exec(path));
  if (from?.[1] === undefined || from[1] !== to?.[1]) return false;
  const [layerOf, layerTo] = [from, to].map((match) =>
    SUBGRAPH_LAYERS.findIndex((layer) => layer.includes(match?.[2] ?? '')),
  );
  return (layerOf ?? -1) >= 0 && (layerTo ?? -1) > (layerOf ?? -1);
}

function acrossSubgraphs(importer: string, { file }: Import): boolean {
  const [from, to] = [importer, file ?? ''].map((path) => /^subgraphs\/(\w+)\//.exec(path)?.[1]);
  return from !== undefined && to !== undefined && from !== to && to !== 'shared';
}

function acrossTheWire(importer: string, { file = '' }: Import): boolean {
  if (importer === 'gateway/embedded.ts') return false;
  return [importer, file].every((path) => /^(?:gateway|subgraphs)\//.test(path))
    ? importer.split('/')[0] !== file.split('/')[0]
    : false;
}

function aroundTheReaders(importer: string, { specifier }: Import): boolean {
  return specifier.startsWith('@mikro-orm/') && !MAY_KNOW_ORM.test(importer);
}

/** What a file imports, itself or through other files of the project, as chains to the packages that are not allowed. */
function impureChains(files: readonly SourceFile[], start: SourceFile, notAllowed: RegExp): readonly string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const seen = new Set<string>();
  const walk = (file: SourceFile, chain: string): readonly string[] =>
    file.imports.flatMap(({ specifier, file: imported }) => {
      if (notAllowed.test(specifier)) return [`${chain} → ${specifier}`];
      const next = imported === undefined || seen.has(imported) ? undefined : byPath.get(imported);
      if (next === undefined) return [];
      seen.add(next.path);
      return walk(next, `${chain} → ${next.path}`);
    });
  return walk(start, start.path);
}

const isPure = ({ path }: SourceFile): boolean => /^subgraphs\/(?:\w+\/rules|shared\/domain)\//.test(path);

/** Files of rooms with areas that lie in none of their subgraph's areas. */
function outsideAreas(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => {
    const [, subgraph, room = '', area = ''] =
      /^(?:test\/)?subgraphs\/(\w+)\/([\w-]+)\/(?:([\w-]+)\/)?/.exec(path) ?? [];
    const areas: readonly string[] | undefined = AREAS[subgraph as keyof typeof AREAS];
    if (areas === undefined) return false;
    if (path.startsWith('test/')) return ![...areas, ...TEST_ROOMS].includes(room);
    return ROOMS_WITH_AREAS.includes(room) && !areas.includes(area);
  });
}

/** Files of the resolvers with other names than those a reader looks for. */
function oddResolverFiles(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => {
    const [, file] = /^subgraphs\/\w+\/resolvers\/[\w-]+\/(.+)$/.exec(path) ?? [];
    return file !== undefined && !RESOLVER_FILES.test(file);
  });
}

describe('imports', () => {
  it('never join the gateway and the subgraphs, except where the embedded start composes them', () => {
    expect(forbidden(FILES, acrossTheWire)).toEqual([]);
  });

  it('never join two subgraphs', () => {
    expect(forbidden(FILES, acrossSubgraphs)).toEqual([]);
  });

  it('go one way within a subgraph: resolvers and references, services and loaders, rules and entities', () => {
    expect(forbidden(FILES, againstSubgraphDirection)).toEqual([]);
  });

  it('go one way within the gateway', () => {
    expect(forbidden(FILES, againstGatewayDirection)).toEqual([]);
  });

  it('bring files and sockets only into execution, clients, transports and the start', () => {
    const doesIo = (path: string, { specifier, typeOnly }: Import): boolean =>
      path.startsWith('gateway/') && !MAY_DO_IO.test(path) && !typeOnly && IO.test(specifier);
    expect(forbidden(FILES, doesIo)).toEqual([]);
  });

  it('of the rules and the shared domain lead to no ORM, GraphQL or Node, through other files neither', () => {
    expect(FILES.filter(isPure).flatMap((file) => impureChains(FILES, file, NOT_FOR_RULES))).toEqual([]);
  });

  it('leave the ORM to entities, migrations and the shared database room', () => {
    expect(forbidden(FILES, aroundTheReaders)).toEqual([]);
  });

  it('find a file of the project, unless it is generated', () => {
    const known = new Set(PATHS);
    expect(FILES.length).toBeGreaterThan(100);
    const isLost = (_: string, { file, specifier }: Import): boolean =>
      file !== undefined && /\.(?:ts|tsx)$/.test(specifier) && !file.includes('/generated/') && !known.has(file);
    expect(forbidden(FILES, isLost)).toEqual([]);
  });
});

describe('the faults', () => {
  it('meet the platform over the wire: of its code they know the log of the vendor, the signature of facts and types', () => {
    const files = readSourceFiles(ROOT, ['test/faults']).filter(({ path }) => !path.endsWith('.test.ts'));
    expect(files.length).toBeGreaterThan(20);
    const ofPlatform = (_: string, { file = '', typeOnly }: Import): boolean =>
      /^(?:gateway|subgraphs)\//.test(file) && !typeOnly && !KNOWN_TO_FAULTS.includes(file);
    expect(forbidden(files, ofPlatform)).toEqual([]);
    expect(files.filter(({ lines }) => lines > MAX_FILE_LINES).map(({ path }) => path)).toEqual([]);
  });
});

describe('the subgraphs', () => {
  it.each(SUBGRAPHS)('have the same inside: %s', (subgraph) => {
    const inside = new Set(
      PATHS.filter((path) => path.startsWith(`subgraphs/${subgraph}/`)).map((path) => path.split('/')[2] ?? ''),
    );
    const required = [...REQUIRED.files, ...REQUIRED.folders];
    const allowed = new Set([...required, ...OPTIONAL[subgraph]]);
    expect({
      missing: required.filter((name) => !inside.has(name)),
      unexpected: [...inside].filter((name) => !allowed.has(name)),
    }).toEqual({ missing: [], unexpected: [] });
  });
});

describe('areas', () => {
  it('hold every rule, service and resolver of a subgraph, and its tests', () => {
    const tests = listFiles(ROOT, 'test').filter((path) => /^test\/subgraphs\/\w+\/.+\//.test(path));
    expect(outsideAreas([...PATHS, ...tests])).toEqual([]);
  });

  it('have resolvers in files of the same names', () => {
    expect(oddResolverFiles(PATHS)).toEqual([]);
  });

  it('are rooms in what the subgraphs share', () => {
    const rooms = PATHS.filter((path) => path.startsWith('subgraphs/shared/')).map((path) => path.split('/')[2] ?? '');
    expect([...new Set(rooms)].toSorted()).toEqual(SHARED_ROOMS.toSorted());
  });
});

describe('sizes', () => {
  it(`of files are at most ${MAX_FILE_LINES} lines, tables of data excepted`, () => {
    const long = FILES.filter(({ path, lines }) => lines > MAX_FILE_LINES && !DATA_TABLES.includes(path));
    expect(long.map(({ path, lines }) => `${path} has ${lines} lines`)).toEqual([]);
  });

  it(`of functions are at most ${MAX_FUNCTION_LINES} lines`, () => {
    const long = FILES.flatMap(({ path, functions }) =>
      functions
        .filter(({ lines }) => lines > MAX_FUNCTION_LINES)
        .map((one) => `${path}:${one.line} has ${one.lines} lines`),
    );
    expect(long).toEqual([]);
  });

  it(`of parameter lists are at most ${MAX_PARAMETERS}`, () => {
    const long = FILES.flatMap(({ path, functions }) =>
      functions
        .filter(({ parameters }) => parameters > MAX_PARAMETERS)
        .map(({ line, parameters }) => `${path}:${line} takes ${parameters}`),
    );
    expect(long).toEqual([]);
  });
});

describe('names', () => {
  const parts = PATHS.flatMap((path) => path.split('/').map((part) => ({ path, part })));

  it('of files and folders are in kebab-case', () => {
    const wrong = parts.filter(
      ({ part }) => part !== 'README.md' && !/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+)*$/.test(part),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it('of files and folders say what is inside', () => {
    const vague = /(?:^|-)(?:utils?|helpers?|managers?|common|misc)(?:[-.]|$)/;
    expect(parts.filter(({ part }) => vague.test(part)).map(({ path }) => path)).toEqual([]);
  });
});

describe('the source', () => {
  it('has no any', () => {
    expect(FILES.flatMap(({ path, anys }) => anys.map((line) => `${path}:${line}`))).toEqual([]);
  });

  it('asserts nowhere that a value is not null', () => {
    expect(FILES.flatMap((file) => file.nonNullAssertions.map((line) => `${file.path}:${line}`))).toEqual([]);
  });

  it('has a docstring on every exported function', () => {
    expect(FILES.flatMap(({ path, undocumented }) => undocumented.map((name) => `${path}: ${name}`))).toEqual([]);
  });
});

describe('the rules above', () => {
  it('see a file outside of the areas, and a resolver file of another name', () => {
    const paths = [
      'subgraphs/orders/rules/line-status.ts',
      'subgraphs/orders/services/misc/x.ts',
      'subgraphs/orders/services/placing/place-order.ts',
      'subgraphs/orders/entities/order.ts',
      'subgraphs/simulator/http/routes.ts',
      'test/subgraphs/orders/somewhere/x.test.ts',
      'test/subgraphs/orders/placing/x.test.ts',
    ];
    expect(outsideAreas(paths)).toEqual([paths[0], paths[1], paths[5]]);
    const resolvers = ['subgraphs/orders/resolvers/carts/cart-things.ts', 'subgraphs/orders/resolvers/carts/types.ts'];
    expect(oddResolverFiles(resolvers)).toEqual([resolvers[0]]);
  });

  const importing = (path: string, ...specifiers: readonly string[]): SourceFile =>
    readSource(path, specifiers.map((specifier) => `import '${specifier}';`).join('\n'));

  it('see an import against the direction, whatever its form', () => {
    const form = (text: string) => forbidden([readSource('gateway/engine/plan/x.ts', text)], againstGatewayDirection);
    for (const text of [
      `import { a } from '../execute/a.ts';`,
      `import type { A } from '../execute/a.ts';`,
      `export * from '../execute/a.ts';`,
      `export { a } from '../execute/a.ts';`,
      `export const a = () => import('../execute/a.ts');`,
    ]) {
      expect(form(text)).toEqual(['gateway/engine/plan/x.ts imports ../execute/a.ts']);
    }
    expect(form(`import { a } from './a.ts';`)).toEqual([]);
  });

  it('see an import across the wire, across subgraphs and from the inside out', () => {
    const toGateway = importing('subgraphs/orders/services/x.ts', '../../../gateway/errors.ts');
    expect(forbidden([toGateway], acrossTheWire)).toHaveLength(1);
    const toShared = importing('gateway/main.ts', '../subgraphs/shared/messaging/bus.ts');
    expect(forbidden([toShared], acrossTheWire)).toHaveLength(1);
    const embedded = importing('gateway/embedded.ts', '../subgraphs/shared/messaging/bus.ts');
    expect(forbidden([embedded], acrossTheWire)).toEqual([]);
    const toOther = importing('subgraphs/orders/services/x.ts', '../../catalog/rules/y.ts', '../../shared/bus.ts');
    expect(forbidden([toOther], acrossSubgraphs)).toHaveLength(1);
    const fromShared = importing('subgraphs/shared/x.ts', '../accounts/main.ts');
    expect(forbidden([fromShared], acrossSubgraphs)).toHaveLength(1);
    const outward = importing('subgraphs/orders/rules/x.ts', '../services/y.ts', './z.ts', '../../shared/ids.ts');
    expect(forbidden([outward], againstSubgraphDirection)).toEqual([
      'subgraphs/orders/rules/x.ts imports ../services/y.ts',
    ]);
  });

  it('see the ORM where readers and writers belong', () => {
    const orm = '@mikro-orm/postgresql';
    const files = [
      'subgraphs/orders/services/x.ts',
      'subgraphs/orders/entities/x.ts',
      'subgraphs/shared/database/x.ts',
    ];
    const found = forbidden(
      files.map((path) => importing(path, orm)),
      aroundTheReaders,
    );
    expect(found).toEqual([`subgraphs/orders/services/x.ts imports ${orm}`]);
  });

  it('see what a rule imports through another file', () => {
    const rule = importing('subgraphs/orders/rules/x.ts', '../../shared/y.ts');
    const between = importing('subgraphs/shared/y.ts', '@mikro-orm/core');
    expect(impureChains([rule, between], rule, NOT_FOR_RULES)).toEqual([
      'subgraphs/orders/rules/x.ts → subgraphs/shared/y.ts → @mikro-orm/core',
    ]);
  });

  it('see lengths, parameters, any, assertions and missing docstrings', () => {
    const file = readSource(
      'gateway/x.ts',
      `/** Documented. */
export function one(a: number, b: number) {
  return a + b;
}
export const two = (a: any) =>
  a!.b;
/** Documented. */
export const three = () => 3;

// Not a docstring.
export async function four() {}
export default () => 5;
export const SIX = 6;
`,
    );
    expect(file).toMatchObject({
      lines: 13,
      functions: [
        { line: 2, lines: 3, parameters: 2 },
        { line: 5, lines: 2, parameters: 1 },
        { line: 8, lines: 1, parameters: 0 },
        { line: 11, lines: 1, parameters: 0 },
        { line: 12, lines: 1, parameters: 0 },
      ],
      anys: [5],
      nonNullAssertions: [6],
      undocumented: ['two', 'four', 'default'],
    });
  });
});
