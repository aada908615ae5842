import type { ASTNode } from '@marcbachmann/cel-js';

/** How many nodes an expression has: what running it once costs, loops aside. */
export function countNodes(part: unknown): number {
  if (Array.isArray(part)) return part.reduce<number>((sum, child) => sum + countNodes(child), 0);
  return isNode(part) ? 1 + countNodes(part.args) : 0;
}

function isNode(part: unknown): part is ASTNode {
  return typeof part === 'object' && part !== null && 'op' in part && 'args' in part;
}
