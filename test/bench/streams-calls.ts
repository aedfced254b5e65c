/** Questions between the benchmark and its processes, over the channel that `launch` opens. */
import type { ChildProcess } from 'node:child_process';

interface Question {
  readonly call: number;
  readonly question: unknown;
}

interface Answer {
  readonly answered: number;
  readonly answer?: unknown;
  readonly failed?: string;
}

let calls = 0;

/** Puts a question to a process that answers by `answerCalls`. Rejects with what it threw, or when it ends. */
export async function call<Result>(child: ChildProcess, question: object): Promise<Result> {
  const id = (calls += 1);
  return await new Promise<Result>((resolve, reject) => {
    const onExit = (): void => reject(new Error('The process ended before it answered'));
    const onMessage = (message: unknown): void => {
      const { answered, answer, failed } = message as Answer;
      if (answered !== id) return;
      child.off('message', onMessage);
      child.off('exit', onExit);
      if (failed === undefined) resolve(answer as Result);
      else reject(new Error(failed));
    };
    child.on('message', onMessage);
    child.once('exit', onExit);
    child.send({ call: id, question } satisfies Question);
  });
}

/** Answers the questions of the process that started this one. */
export function answerCalls<Questions>(answerTo: (question: Questions) => unknown): void {
  process.on('message', (message: Question) => {
    if (typeof message.call !== 'number') return;
    void reply(message.call, () => answerTo(message.question as Questions));
  });
}

async function reply(id: number, work: () => unknown): Promise<void> {
  try {
    const answer: unknown = await work();
    process.send?.({ answered: id, answer } satisfies Answer);
  } catch (error) {
    process.send?.({ answered: id, failed: String(error) } satisfies Answer);
  }
}
