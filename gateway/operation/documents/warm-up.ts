import { setImmediate as nextTurn } from 'node:timers/promises';
import { getIntrospectionQuery, type GraphQLSchema } from 'graphql';
import { defaultDocumentLimits } from './document-limits.ts';
import { DocumentStore } from './document-store.ts';

const ROUNDS = 8;

/** Fields that the rule on overlapping fields has to compare; this rule takes longer than all others. */
const REPEATED = Array.from({ length: 12 }, () => '__schema { types { name fields { name type { name } } } }').join(
  ' ',
);

/**
 * Reads documents that every schema allows, so that V8 has compiled the checking functions before the first request.
 * Before that, a check holds the event loop several times as long. Takes less than 0.1 s.
 */
export async function warmUp(schema: GraphQLSchema): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    await nextTurn();
    const documents = new DocumentStore(schema, defaultDocumentLimits);
    documents.read(getIntrospectionQuery(), { mayIntrospect: true });
    documents.read(`{ ${REPEATED} }`, { mayIntrospect: true });
  }
}
