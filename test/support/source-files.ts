import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { parseSync, Visitor, type ESTree } from 'vite';

export interface Import {
  readonly specifier: string;
  /** The imported file of the project; undefined for a package. */
  readonly file: string | undefined;
  /** True for `import type`, which has no effect at run time. */
  readonly typeOnly: boolean;
}

export interface FunctionShape {
  readonly line: number;
  readonly lines: number;
  readonly parameters: number;
}

/** The facts about one source file that the architecture tests check. */
export interface SourceFile {
  /** From the root of the project, with forward slashes. */
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  readonly functions: readonly FunctionShape[];
  /** Lines with `any`. */
  readonly anys: readonly number[];
  /** Lines with a non-null assertion. */
  readonly nonNullAssertions: readonly number[];
  /** Exported functions without a docstring. */
  readonly undocumented: readonly string[];
}

const SOURCE = /\.(?:ts|tsx|mjs)$/;
const NOT_OURS = new Set(['node_modules', 'generated', 'dist']);

/** Reads every source file below some folders of a project. */
export function readSourceFiles(root: string, folders: readonly string[]): readonly SourceFile[] {
  return folders
    .flatMap((folder) => listFiles(root, folder))
    .filter((path) => SOURCE.test(path))
    .map((path) => readSource(path, readFileSync(join(root, path), 'utf8')));
}

/** Lists every file below a folder, by its path from the root. */
export function listFiles(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : listFiles(root, path);
    return [path];
  });
}

/** Reads the facts of one file. Throws when it is not well formed. */
export function readSource(path: string, text: string): SourceFile {
  const { program, comments, errors } = parseSync(path, text);
  if (errors[0] !== undefined) throw new Error(`${path}: ${errors[0].message}`);
  const lineAt = lineCounter(text);
  const imports: Import[] = [];
  const functions: FunctionShape[] = [];
  const anys: number[] = [];
  const nonNullAssertions: number[] = [];
  const addImport = (specifier: string, typeOnly: boolean): void => {
    const file = specifier.startsWith('.') ? posix.normalize(posix.join(dirname(path), specifier)) : undefined;
    imports.push({ specifier, file, typeOnly });
  };
  const addFunction = ({ start, end, params }: ESTree.Function | ESTree.ArrowFunctionExpression): void => {
    functions.push({
      line: lineAt(start),
      lines: lineAt(end) - lineAt(start) + 1,
      parameters: params.length,
    });
  };
  new Visitor({
    ImportDeclaration: (node) => addImport(node.source.value, node.importKind === 'type'),
    ExportAllDeclaration: (node) => addImport(node.source.value, node.exportKind === 'type'),
    ExportNamedDeclaration: (node) => {
      if (node.source !== null) addImport(node.source.value, node.exportKind === 'type');
    },
    ImportExpression: ({ source }) => {
      if (source.type === 'Literal' && typeof source.value === 'string') addImport(source.value, false);
    },
    FunctionDeclaration: addFunction,
    FunctionExpression: addFunction,
    ArrowFunctionExpression: addFunction,
    TSAnyKeyword: ({ start }) => void anys.push(lineAt(start)),
    TSNonNullExpression: ({ start }) => void nonNullAssertions.push(lineAt(start)),
  }).visit(program);
  const documented = new Set(
    comments.filter(({ type, value }) => type === 'Block' && value.startsWith('*')).map(({ end }) => end),
  );
  const hasDocstring = (start: number): boolean => documented.has(text.slice(0, start).trimEnd().length);
  const undocumented = program.body
    .filter((statement) => !hasDocstring(statement.start))
    .flatMap((statement) => exportedFunctions(statement));
  return {
    path,
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    imports,
    functions,
    anys,
    nonNullAssertions,
    undocumented,
  };
}

function lineCounter(text: string): (offset: number) => number {
  const starts = [...text.matchAll(/\n/g)].map(({ index }) => index);
  return (offset) => {
    const next = starts.findIndex((start) => start >= offset);
    return (next === -1 ? starts.length : next) + 1;
  };
}

function exportedFunctions(statement: ESTree.Program['body'][number]): readonly string[] {
  if (statement.type !== 'ExportNamedDeclaration' && statement.type !== 'ExportDefaultDeclaration') return [];
  const { declaration } = statement;
  if (declaration === null) return [];
  if (declaration.type === 'FunctionDeclaration') return [declaration.id?.name ?? 'default'];
  if (declaration.type === 'ArrowFunctionExpression') return ['default'];
  if (declaration.type !== 'VariableDeclaration') return [];
  return declaration.declarations.flatMap(({ id, init }) =>
    id.type === 'Identifier' && (init?.type === 'ArrowFunctionExpression' || init?.type === 'FunctionExpression')
      ? [id.name]
      : [],
  );
}
