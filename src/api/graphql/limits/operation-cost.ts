import { Kind, type DocumentNode, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import type { RequestKind } from '../../common/limits/rate-limiter.js';

export interface OperationCost {
  readonly kind: RequestKind;
  readonly cost: number;
}

/** What a request counts as: its mutations are carried out one by one, and what it reads is read once. */
export function costOf({ operation, selectionSet }: OperationDefinitionNode, document: DocumentNode): OperationCost {
  if (operation !== 'mutation') return { kind: 'reads', cost: 1 };
  const names = new Set<string>();
  collectNames(selectionSet, fragmentsOf(document), names);
  return { kind: 'writes', cost: names.size };
}

type Fragments = Map<string, SelectionSetNode>;

const fragmentsOf = ({ definitions }: DocumentNode): Fragments =>
  new Map(
    definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition.selectionSet]] : [],
    ),
  );

/** By the names of the answer: what has the same name is carried out once. No fragment is entered twice. */
function collectNames({ selections }: SelectionSetNode, fragments: Fragments, names: Set<string>): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) names.add((selection.alias ?? selection.name).value);
    else if (selection.kind === Kind.INLINE_FRAGMENT) collectNames(selection.selectionSet, fragments, names);
    else enter(selection.name.value, fragments, names);
  }
}

function enter(fragment: string, fragments: Fragments, names: Set<string>): void {
  const selectionSet = fragments.get(fragment);
  if (!selectionSet) return;
  fragments.delete(fragment);
  collectNames(selectionSet, fragments, names);
}
