import { GraphQLError, type ASTVisitor, type FieldNode, type ValidationRule } from 'graphql';

/** Refuses documents that ask for one field under more names than the bound: each costs as much as the first. */
export function maxAliasesRule(bound: number): ValidationRule {
  return (context): ASTVisitor => {
    const aliasesByField = new Map<string, Map<string, FieldNode>>();
    return {
      Field(node): void {
        if (!node.alias) return;
        const field = `${context.getParentType()?.name ?? 'Unknown'}.${node.name.value}`;
        const aliases = aliasesByField.get(field) ?? new Map<string, FieldNode>();
        aliasesByField.set(field, aliases.set(node.alias.value, node));
      },
      Document: {
        leave(): void {
          for (const [field, aliases] of aliasesByField) {
            if (aliases.size <= bound) continue;
            const message = `${field} is asked for under ${aliases.size} aliases; at most ${bound} are allowed.`;
            context.reportError(new GraphQLError(message, { nodes: [...aliases.values()].slice(bound) }));
          }
        },
      },
    };
  };
}
