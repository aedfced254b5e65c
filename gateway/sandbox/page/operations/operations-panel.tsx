import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import type { GraphiQLPlugin } from '@graphiql/react';
import { Kind, parse } from 'graphql';
import type { OperationDefinitionNode } from 'graphql';
import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import { isNarrow } from '../screen/narrow-screen.tsx';
import { availableOf, fillPlaceholders, missingFor, sourcesOf } from './placeholders.ts';
import { preparedOperations } from './prepared-operations.ts';
import type { PreparedOperation } from './prepared-operations.ts';
import { useSandbox } from '../sandbox-context.ts';

/** The list of prepared operations as a GraphiQL plugin: a click opens one in a new tab, its variables filled in. */
export const OPERATIONS_PLUGIN: GraphiQLPlugin = {
  title: 'Prepared operations',
  icon: ListIcon,
  content: OperationsPanel,
};

function OperationsPanel(): ReactElement {
  const { sessionState } = useSandbox();
  const [opening, open] = useOpenOperation();
  const available = useAvailable();
  // Until the editors are there, nothing could be put into them.
  const isReady = useGraphiQL(({ queryEditor, variableEditor }) => Boolean(queryEditor && variableEditor));
  const accountType = sessionState.kind === 'signed-in' ? sessionState.accountType : null;
  return (
    <section className="operations" aria-labelledby="operations-title" data-testid="prepared-operations">
      <h2 id="operations-title">Prepared operations</h2>
      <p className="operations-hint">
        {accountType
          ? 'Each opens in a new tab, with variables from your own data.'
          : 'Sign in to see those for your account, filled in from your own data.'}
      </p>
      {preparedOperations(accountType).map(({ group, operations }) => (
        <section key={group} aria-label={group}>
          <h3>{group}</h3>
          <ul>
            {operations.map((operation) => (
              <li key={operation.id}>
                <OperationButton
                  operation={operation}
                  missing={missingFor(sourcesOf(operation), available)}
                  isReady={isReady}
                  isOpening={opening === operation.id}
                  onOpen={() => void open(operation)}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

interface OperationButtonProps {
  readonly operation: PreparedOperation;
  /** What it waits for, in words. */
  readonly missing: string | null;
  readonly isReady: boolean;
  readonly isOpening: boolean;
  readonly onOpen: () => void;
}

function OperationButton({ operation, missing, isReady, isOpening, onOpen }: OperationButtonProps): ReactElement {
  const { id, title, kind } = operation;
  return (
    <button
      type="button"
      aria-busy={isOpening}
      disabled={missing !== null || !isReady}
      onClick={onOpen}
      data-testid={`operation-${id}`}
    >
      <span>
        {title}
        {missing !== null && <span className="operation-needs">{missing}</span>}
      </span>
      <span className="kind" data-kind={kind}>
        {kind}
      </span>
    </button>
  );
}

/** The sources that have something for the viewer; looked up anew after each mutation. */
function useAvailable(): ReadonlySet<string> {
  const { graph, sessionState } = useSandbox();
  const [available, setAvailable] = useState<ReadonlySet<string>>(NOTHING);
  const accountType = sessionState.kind === 'signed-in' ? sessionState.accountType : null;
  useEffect(() => {
    const operations = preparedOperations(accountType).flatMap((group) => group.operations);
    const wanted = new Set(operations.flatMap((operation) => [...sourcesOf(operation)]));
    let current = 0;
    const look = async () => {
      current += 1;
      const mine = current;
      const found = await availableOf(wanted, accountType === null ? { ...graph, ask: async () => null } : graph);
      if (mine === current) setAvailable(found);
    };
    setAvailable(NOTHING);
    void look();
    const stop = graph.recent.subscribe(() => void look());
    return () => {
      current = -1;
      stop();
    };
  }, [graph, accountType]);
  return available;
}

const NOTHING: ReadonlySet<string> = new Set();

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
    const filled = await fillPlaceholders(variables, { ...graph, ask });
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
    if (isNarrow()) actions.setVisiblePlugin(null);
    else queryEditor?.focus();
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
