import {
  NoFragmentCyclesRule,
  NoUnusedFragmentsRule,
  SingleFieldSubscriptionsRule,
  specifiedRules,
  UniqueFragmentNamesRule,
  validate,
  visit,
  type DocumentNode,
  type GraphQLSchema,
  type ValidationRule,
} from 'graphql';
import { refusal } from '../../errors.ts';
import { deferRules } from './defer-rules.ts';
import { countNodes, measureExpansion } from './measure-document.ts';
import type { DocumentLimits } from '../documents/document-limits.ts';
import { hasSoundFragments } from './sound-fragments.ts';
import { oneUnconditionalRootField } from './subscription-rules.ts';

const MAX_ERRORS = 20;

interface Validation {
  readonly schema: GraphQLSchema;
  readonly limits: DocumentLimits;
  /** Leaves out "Did you mean …?", which would reveal the schema to callers who may not read it. */
  readonly hideSuggestions: boolean;
}

function applyRules(document: DocumentNode, applied: readonly ValidationRule[], validation: Validation): void {
  const { schema, hideSuggestions } = validation;
  const errors = validate(schema, document, applied, { maxErrors: MAX_ERRORS, hideSuggestions });
  const [first] = errors;
  if (first !== undefined) throw refusal('GRAPHQL_VALIDATION_FAILED', first.message, errors);
}

/** These rules report which fragments are not sound. Checking for soundness alone takes a tenth of their time. */
const fragmentRules = [UniqueFragmentNamesRule, NoFragmentCyclesRule, NoUnusedFragmentsRule];

const rules = [
  ...specifiedRules.filter((rule) => rule !== SingleFieldSubscriptionsRule),
  oneUnconditionalRootField,
  ...deferRules,
];

/**
 * Applies the document limits and the specification's validation rules. The rules that compare fields take more than
 * linear time, so they run last, on a document that is known to be small. Throws a refusal with up to twenty errors.
 */
export function validateDocument(document: DocumentNode, validation: Validation): void {
  countNodes(document, validation.limits);
  if (!hasSoundFragments(document)) applyRules(document, fragmentRules, validation);
  measureExpansion(document, validation.limits);
  applyRules(document, rules, validation);
}

/** Whether a document introspects the schema. `__typename` does not count: it names the type of one object. */
export function introspects(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field(node) {
      if (node.name.value === '__schema' || node.name.value === '__type') found = true;
    },
  });
  return found;
}
