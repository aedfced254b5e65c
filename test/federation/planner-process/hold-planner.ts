import process from 'node:process';
import { PlannerProcess } from '../../../gateway/engine/planner-process/planner-process.ts';

/** A process that starts a planner, tells its pid, and never ends by itself. */
const planner = new PlannerProcess();
await planner.open('none', 'type Query { a: Int }').catch(() => {});
process.send?.(planner.pid);
setInterval(() => {}, 1_000);
