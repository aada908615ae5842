import {
  GraphQLError,
  Kind,
  type ASTVisitor,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

/** Refuses operations nested deeper than the bound. Introspection has a limit of its own in graphql-js. */
export function maxDepthRule(bound: number): ValidationRule {
  return (context): ASTVisitor => {
    const levels = new LevelCounter(context);
    return {
      OperationDefinition(operation): void {
        const depth = levels.of(operation.selectionSet);
        if (depth <= bound) return;
        const message = `The operation is ${depth} levels deep; at most ${bound} are allowed.`;
        context.reportError(new GraphQLError(message, { nodes: operation }));
      },
    };
  };
}

class LevelCounter {
  /** Each fragment is measured once: fragments that use each other twice must not double the work each time. */
  readonly #fragments = new Map<string, number>();

  constructor(private readonly context: ValidationContext) {}

  of(set: SelectionSetNode | undefined): number {
    return Math.max(0, ...(set?.selections ?? []).map((selection) => this.ofSelection(selection)));
  }

  private ofSelection(selection: SelectionNode): number {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.ofFragment(selection.name.value);
    if (selection.kind === Kind.INLINE_FRAGMENT) return this.of(selection.selectionSet);
    return selection.name.value.startsWith('__') ? 0 : 1 + this.of(selection.selectionSet);
  }

  private ofFragment(name: string): number {
    const known = this.#fragments.get(name);
    if (known !== undefined) return known;
    // A fragment that comes back to itself is refused by another rule; here it only must not go round for ever.
    this.#fragments.set(name, 0);
    const depth = this.of(this.context.getFragment(name)?.selectionSet);
    this.#fragments.set(name, depth);
    return depth;
  }
}
