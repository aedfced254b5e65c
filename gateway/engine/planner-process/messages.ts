import type { QueryPlan } from '@graphql-hive/router-query-planner';
import type { PlanRequest } from '../plan/query-plan-source.ts';

/** What the gateway sends to its planner process. */
export type PlannerRequest =
  | { readonly kind: 'open'; readonly name: string; readonly sdl: string }
  | { readonly kind: 'plan'; readonly id: number; readonly request: PlanRequest }
  | { readonly kind: 'cancel'; readonly id: number };

/** What the planner process answers; a cancelled operation is answered too, with or without its plan. */
export type PlannerReply =
  | { readonly kind: 'opened'; readonly name: string; readonly problem: string | undefined }
  | { readonly kind: 'planned'; readonly id: number; readonly plan: QueryPlan | undefined };
