import type { Statement } from './sql.ts';
import type { Reader } from './transaction.ts';

/** Something to ask the database that can be asked together with other questions, in one statement. */
export interface Question<Answer> extends Statement {
  readonly toAnswer: (rows: readonly object[]) => Answer;
}

/**
 * Makes a question of a statement and of what its rows mean. The rows come as JSON: moments are RFC 3339 texts, and a large
 * number or an amount has to be cast to text.
 */
export function question<Row extends object, Answer>(
  sql: string,
  values: readonly unknown[],
  toAnswer: (rows: readonly Row[]) => Answer,
): Question<Answer> {
  return { sql, values, toAnswer: (rows) => toAnswer(rows as readonly Row[]) };
}

/** A question whose answer is known. */
export function answered<Answer>(answer: Answer): Question<Answer> {
  return { sql: 'select 1 where false', values: [], toAnswer: () => answer };
}

/** The answers to questions, under the same names. */
export type Answers<Questions> = {
  readonly [Name in keyof Questions]: Questions[Name] extends Question<infer Answer> ? Answer : never;
};

/** Asks all questions in one statement, at one moment. */
export async function askTogether<Questions extends Readonly<Record<string, Question<unknown>>>>(
  read: Pick<Reader, 'query'>,
  questions: Questions,
): Promise<Answers<Questions>> {
  const asked = Object.entries<Question<unknown>>(questions);
  const columns = asked.map(
    ([name, { sql }]) => `(select coalesce(jsonb_agg(to_jsonb(found)), '[]') from (${sql}) as found) as "${name}"`,
  );
  const values = asked.flatMap(([, each]) => each.values);
  const [row = {}] = await read.query<Record<string, unknown>>(`select ${columns.join(', ')}`, values);
  const answers = asked.map(([name, { toAnswer }]) => [name, toAnswer(toRows(row[name]))]);
  return Object.fromEntries(answers) as Answers<Questions>;
}

/** Asks one question. */
export async function askAlone<Answer>(read: Pick<Reader, 'query'>, asked: Question<Answer>): Promise<Answer> {
  const { answer } = await askTogether(read, { answer: asked });
  return answer;
}

/** Drivers differ in whether they parse JSON. */
function toRows(json: unknown): readonly object[] {
  return (typeof json === 'string' ? JSON.parse(json) : json) as readonly object[];
}
