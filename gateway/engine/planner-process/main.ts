import process from 'node:process';
import { QueryPlanner } from '@graphql-hive/router-query-planner';
import type { QueryPlan } from '@graphql-hive/router-query-planner';
import type { PlanRequest } from '../plan/query-plan-source.ts';
import type { PlannerReply, PlannerRequest } from './messages.ts';

/**
 * The process that the planner library runs in: it ends its process over some operations. It answers to the gateway that
 * started it and ends with it, at once: a thread that is still planning must not keep it.
 */
const planners = new Map<string, QueryPlanner>();
const running = new Map<number, AbortController>();

process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
// A signal for the whole group, as from a terminal, is the gateway's to answer: it finishes its requests first.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
process.on('message', (message: PlannerRequest) => {
  switch (message.kind) {
    case 'open':
      return answer({ kind: 'opened', name: message.name, problem: open(message.name, message.sdl) });
    case 'plan':
      return void plan(message.id, message.request);
    case 'cancel':
      return running.get(message.id)?.abort();
    default:
      return message satisfies never;
  }
});

function open(name: string, sdl: string): string | undefined {
  try {
    planners.set(name, new QueryPlanner(sdl));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function plan(id: number, { supergraph, text, labels, percentage }: PlanRequest): Promise<void> {
  const controller = new AbortController();
  running.set(id, controller);
  let found: QueryPlan | undefined;
  try {
    found = await planners.get(supergraph)?.planAsync(text, undefined, new Set(labels), percentage, controller.signal);
  } catch {
    // The planner's reasons say nothing to clients: the engine looks for another way.
  }
  running.delete(id);
  answer({ kind: 'planned', id, plan: found });
}

function answer(reply: PlannerReply): void {
  // The gateway may be gone; then this process is told so and ends.
  process.send?.(reply, undefined, undefined, () => {});
}
