import { readId } from '../../../shared/domain/ids.ts';
import { ownerOfNode, type NODE_TYPES } from '../../../shared/graphql/node-types.ts';
import type { SignedInContext } from '../../context.ts';
import { visibleAuditEntry } from '../audit/visible-entries.ts';
import { visibleInvitation } from '../onboarding/invitations.ts';
import { visibleApiClient } from '../users/api-clients.ts';
import { visibleUser } from '../users/visible-users.ts';
import { visibleAccount } from '../hierarchy/visible-accounts.ts';

type OwnNode = (typeof NODE_TYPES)['accounts'][keyof (typeof NODE_TYPES)['accounts']];

const OWN_NODES: Readonly<
  Record<OwnNode, (context: SignedInContext, id: string) => Promise<{ readonly id: string } | null>>
> = {
  User: (context, id) => visibleUser(context, readId('usr', id)),
  Invitation: (context, id) => visibleInvitation(context, readId('ivt', id)),
  AuditEntry: (context, id) => visibleAuditEntry(context, readId('aud', id)),
  ApiClient: (context, id) => visibleApiClient(context, readId('cli', id)),
};

/** Any object of the graph that the viewer may see, by its id: of those of other subgraphs, the id. Null for all others. */
export async function visibleNode(context: SignedInContext, id: string): Promise<{ readonly id: string } | null> {
  const node = ownerOfNode(id);
  switch (node?.owner) {
    case undefined:
      return await visibleAccount(context, readId('acc', id));
    case 'accounts':
      return await OWN_NODES[node.type](context, id);
    case 'catalog':
    case 'orders':
      return (await context.loaders.foreignNode.load(id)) ? { id } : null;
  }
}
