const GROUPS = ['Provider', 'Reseller', 'Customer', 'Everyone'] as const;
export type OperationGroup = (typeof GROUPS)[number];

export interface PreparedOperation {
  /** The file's name without its ending, e.g. `account-tree`. */
  readonly id: string;
  /** Whom it is for. */
  readonly groups: readonly OperationGroup[];
  readonly title: string;
  readonly order: number;
  /** Sources of placeholders that must have something, though no placeholder names them. */
  readonly needs: readonly string[];
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly operationName: string;
  /** The document with its describing comment, as it is shown in the editor. */
  readonly document: string;
  /** JSON with `{{placeholders}}`; empty when the operation has no variables. */
  readonly variables: string;
}

/**
 * Reads one file of `schema/operations`: its leading comment holds `Group, Group · Title`, a description, `order: 1`, perhaps
 * `needs: source, source` and, last, `variables: {…}`. Throws, which fails the page visibly, when the comment or the operation is missing.
 */
export function parsePreparedOperation(path: string, text: string): PreparedOperation {
  const id = path.replace(/^.*\//, '').replace(/\.graphql$/, '');
  const lines = text.split('\n');
  const commentLength = lines.findIndex((line) => !line.startsWith('#'));
  const comment = lines.slice(0, commentLength).map((line) => line.replace(/^# ?/, ''));
  const [groupText, title] = (comment[0] ?? '').split(' · ');
  const groups = GROUPS.filter((name) => groupText?.split(', ').includes(name));
  const body = lines.slice(commentLength).join('\n').trim();
  const [, kind, operationName] = /^(query|mutation|subscription) (\w+)/m.exec(body) ?? [];
  if (groups.length === 0 || !title || !kind || !operationName) throw new Error(`${path} is not a prepared operation.`);
  const variablesStart = comment.findIndex((line) => line.startsWith('variables: '));
  const variables = variablesStart < 0 ? '' : comment.slice(variablesStart).join('\n').replace('variables: ', '');
  const description = comment
    .slice(1, variablesStart < 0 ? undefined : variablesStart)
    .filter((line) => !/^(?:order|needs): /.test(line));
  return {
    id,
    groups,
    title,
    order: Number(valueIn(comment, 'order') ?? 0),
    needs: valueIn(comment, 'needs')?.split(', ') ?? [],
    kind: kind as PreparedOperation['kind'],
    operationName,
    // One line: the editor wraps it to its own width.
    document: `# ${description.join(' ')}\n${body}\n`,
    variables,
  };
}

function valueIn(comment: readonly string[], name: string): string | undefined {
  return comment.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
}

const files: Record<string, string> = import.meta.glob('../../../../schema/operations/*.graphql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const operations = Object.entries(files)
  .map(([path, text]) => parsePreparedOperation(path, text))
  .sort((a, b) => a.order - b.order);

/** The prepared operations for an account type, and those for everyone, each in its order. */
export function preparedOperations(
  accountType: string | null,
): readonly { readonly group: OperationGroup; readonly operations: readonly PreparedOperation[] }[] {
  const shown = GROUPS.filter((group) => group.toUpperCase() === accountType || group === 'Everyone');
  return shown.map((group) => ({ group, operations: operations.filter(({ groups }) => groups.includes(group)) }));
}

/** The operation of a file name, e.g. `viewer`. Throws when there is none. */
export function preparedOperation(id: string): PreparedOperation {
  const found = operations.find((operation) => operation.id === id);
  if (!found) throw new Error(`There is no prepared operation "${id}".`);
  return found;
}
