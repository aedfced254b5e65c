import { describe, expect, it } from 'vitest';
import { listFiles, readSource, readSourceFiles, type SourceFile } from '../support/source-files.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const THIS_FILE = 'test/rules/pure.test.ts';

/** The packages that the tests of rules, and the rules themselves, may import: they open neither files nor sockets. */
const PURE_PACKAGES: ReadonlySet<string> = new Set([
  'country-to-currency',
  'currency-codes',
  'fast-check',
  'iso-3166',
  'libphonenumber-js',
  'otpauth',
  'postcode-validator',
  're2js',
  'stdnum',
  'typeid-js',
  'vitest',
]);

/** The package of an import: `@scope/name` or `name`, without the path inside the package. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/**
 * What a file imports, itself or through other files of the project, that may open a database, a file or a socket:
 * a package that is not known as pure, a module of Node or a file of `test/support`. Each is shown with the way to it.
 */
function impureImports(files: readonly SourceFile[], start: SourceFile): readonly string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const seen = new Set<string>([start.path]);
  const walk = (from: SourceFile, way: string): readonly string[] =>
    from.imports.flatMap(({ specifier, file }) => {
      if (file === undefined) return PURE_PACKAGES.has(packageOf(specifier)) ? [] : [`${way} → ${specifier}`];
      if (file.startsWith('test/support/')) return [`${way} → ${file}`];
      const next = byPath.get(file);
      if (next === undefined) return [`${way} → ${file}, which is not a source file`];
      if (seen.has(file)) return [];
      seen.add(file);
      return walk(next, `${way} → ${file}`);
    });
  return walk(start, start.path);
}

const files = readSourceFiles(ROOT, ['subgraphs', 'test/rules']);
const ruleTests = files.filter(({ path }) => path.startsWith('test/rules/') && path !== THIS_FILE);

describe('the tests of rules', () => {
  it('import nothing that opens a database, a file or a socket, not even through other files', () => {
    expect(ruleTests.length).toBeGreaterThan(20);
    expect(ruleTests.flatMap((file) => impureImports(files, file))).toEqual([]);
  });

  it('have the path of the rule that they test', () => {
    const rules = new Set([...listFiles(ROOT, 'subgraphs')].filter((path) => path.endsWith('.ts')));
    const ruleOf = (path: string): string =>
      path
        .replace(/^test\/rules\/shared\//, 'subgraphs/shared/domain/')
        .replace(/^test\/rules\/(\w+)\//, 'subgraphs/$1/rules/')
        .replace(/\.test\.ts$/, '.ts');
    const tests = ruleTests.map(({ path }) => path).filter((path) => path.endsWith('.test.ts'));
    expect(tests.filter((path) => !rules.has(ruleOf(path)))).toEqual([]);
  });
});

describe('the check of their imports', () => {
  const importing = (path: string, ...specifiers: readonly string[]): SourceFile =>
    readSource(path, specifiers.map((specifier) => `import '${specifier}';`).join('\n'));

  it.each([
    ['a module of Node', 'node:fs', 'node:fs'],
    ['a database', '@electric-sql/pglite/live', '@electric-sql/pglite/live'],
    ['a file of test/support', '../../support/databases.ts', 'test/support/databases.ts'],
  ])('finds the import of %s', (_what, specifier, shown) => {
    const test = importing('test/rules/orders/x.test.ts', 'vitest', specifier);
    expect(impureImports([test], test)).toEqual([`test/rules/orders/x.test.ts → ${shown}`]);
  });

  it('finds an import through another file', () => {
    const test = importing('test/rules/orders/x.test.ts', '../../../subgraphs/orders/rules/x.ts');
    const rule = importing('subgraphs/orders/rules/x.ts', 'iso-3166', 'pg');
    expect(impureImports([test, rule], test)).toEqual([
      'test/rules/orders/x.test.ts → subgraphs/orders/rules/x.ts → pg',
    ]);
  });
});
