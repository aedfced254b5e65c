import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import type { GraphiQLPlugin } from '@graphiql/react';
import { Kind, parse } from 'graphql';
import type { OperationDefinitionNode } from 'graphql';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { fillPlaceholders } from './placeholders.ts';
import { preparedOperations } from './prepared-operations.ts';
import type { PreparedOperation } from './prepared-operations.ts';
import { useSandbox } from './sandbox-context.ts';

/** The list of prepared operations as a GraphiQL plugin: a click opens one in a new tab, its variables filled in. */
export const OPERATIONS_PLUGIN: GraphiQLPlugin = {
  title: 'Prepared operations',
  icon: ListIcon,
  content: OperationsPanel,
};

function OperationsPanel(): ReactElement {
  const { sessionState } = useSandbox();
  const [opening, open] = useOpenOperation();
  const accountType = sessionState.kind === 'signed-in' ? sessionState.accountType : null;
  return (
    <section className="operations" aria-labelledby="operations-title" data-testid="prepared-operations">
      <h2 id="operations-title">Prepared operations</h2>
      <p className="operations-hint">
        {accountType
          ? 'Each opens in a new tab, with variables from your own data.'
          : 'Sign in first: the variables are then filled in from your own data.'}
      </p>
      {preparedOperations(accountType).map(({ group, operations }) => (
        <section key={group} aria-label={group}>
          <h3>{group}</h3>
          <ul>
            {operations.map((operation) => (
              <li key={operation.id}>
                <button
                  type="button"
                  aria-busy={opening === operation.id}
                  onClick={() => void open(operation)}
                  data-testid={`operation-${operation.id}`}
                >
                  <span>{operation.title}</span>
                  <span className="kind" data-kind={operation.kind}>
                    {operation.kind}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

/** The id of the operation that is being opened, and the function that opens one. */
function useOpenOperation(): readonly [string | null, (operation: PreparedOperation) => Promise<void>] {
  const { graph, sessionState } = useSandbox();
  const [opening, setOpening] = useState<string | null>(null);
  const actions = useGraphiQLActions();
  const { queryEditor, variableEditor } = useGraphiQL((state) => ({
    queryEditor: state.queryEditor,
    variableEditor: state.variableEditor,
  }));
  const open = async ({ id, document, variables, operationName }: PreparedOperation) => {
    setOpening(id);
    const ask = sessionState.kind === 'signed-in' ? graph.ask : async () => null;
    const filled = await fillPlaceholders(variables, { ask, recent: graph.recent });
    setOpening(null);
    // A subscription that still runs would write its next event into the new tab.
    actions.stop();
    actions.addTab();
    queryEditor?.setValue(document);
    variableEditor?.setValue(filled);
    const documentAST = parse(document);
    const operations = documentAST.definitions.filter(
      (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
    );
    actions.setOperationFacts({ documentAST, operationName, operations });
    actions.updateActiveTabValues({ query: document, variables: filled, operationName });
    queryEditor?.focus();
  };
  return [opening, open];
}

function ListIcon(): ReactElement {
  return (
    <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round">
      <path d="M4 5h1M4 10h1M4 15h1M8 5h8M8 10h8M8 15h8" />
    </svg>
  );
}
