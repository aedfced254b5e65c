import { Kind, visit, type DirectiveNode, type DocumentNode } from 'graphql';

/** Earlier versions of the join specification do not say which subgraph has which members of unions and enums. */
const FIRST_JOIN_VERSION = 3;

/**
 * Features that are supported, or harmless to ignore: cache tags, as no responses are cached. Context arguments are
 * checked separately.
 */
const SUPPORTED_FEATURES: ReadonlySet<string | undefined> = new Set([
  'link',
  'join',
  'inaccessible',
  'context',
  'cacheTag',
]);

/**
 * The feature that a supergraph needs and that would be served wrongly, as one sentence; undefined when there is none.
 */
export function findUnsupported(document: DocumentNode): string | undefined {
  const directives = document.definitions.flatMap((node): readonly DirectiveNode[] =>
    node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION ? (node.directives ?? []) : [],
  );
  return oldComposition(directives) ?? necessaryFeatures(directives) ?? contextArgument(document);
}

/** @see https://specs.apollo.dev/join/v0.3/ */
function oldComposition(directives: readonly DirectiveNode[]): string | undefined {
  if (directives.some(({ name }) => name.value === 'core')) {
    return 'it was composed for Federation 1 (@core): compose it for Federation 2';
  }
  for (const directive of directives) {
    const version = /\/join\/v0\.(\d+)$/.exec(textArgument(directive, 'url') ?? '')?.[1];
    if (version === undefined || Number(version) >= FIRST_JOIN_VERSION) continue;
    return `it was composed to join v0.${version}: compose it to v0.${FIRST_JOIN_VERSION} or later (Federation 2.1)`;
  }
  return undefined;
}

/**
 * A gateway that does not know a feature linked `for` security or execution must not serve the schema: fields that
 * others protect would be open.
 *
 * @see https://specs.apollo.dev/link/v1.0/#Purpose
 */
function necessaryFeatures(directives: readonly DirectiveNode[]): string | undefined {
  const features = directives.flatMap((directive) => {
    const purpose = directive.arguments?.find((argument) => argument.name.value === 'for')?.value;
    if (directive.name.value !== 'link' || purpose?.kind !== Kind.ENUM) return [];
    const url = textArgument(directive, 'url') ?? '';
    const name = /([^/]+)\/v\d+\.\d+$/.exec(url)?.[1];
    return SUPPORTED_FEATURES.has(name) ? [] : [`${name ?? url} (for: ${purpose.value})`];
  });
  return features.length === 0
    ? undefined
    : `it needs features that this gateway does not support: ${features.join(', ')}`;
}

/** Plans do not fill in context arguments, and a resolver would run without them. */
function contextArgument(document: DocumentNode): string | undefined {
  let found: string | undefined;
  visit(document, {
    FieldDefinition({ name, directives }) {
      const usesContext = directives?.some(
        (directive) =>
          directive.name.value === 'join__field' &&
          directive.arguments?.some((argument) => argument.name.value === 'contextArguments'),
      );
      if (usesContext) found ??= `@fromContext is not supported, and the field "${name.value}" uses it`;
      return false;
    },
  });
  return found;
}

function textArgument(directive: DirectiveNode, name: string): string | undefined {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}
