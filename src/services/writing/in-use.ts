import { describeUsers } from '../../caches/index.js';
import type { KubeObject } from '../../kube/meta/index.js';
import { ProblemError } from '../../domain/problem.js';

/**
 * Nothing is taken away under what needs it; `users` are kinds and names.
 * @throws ProblemError `in_use`, leading to the first of them.
 */
export function refuseInUse({ kind, metadata: { namespace, name } }: KubeObject, users: readonly string[]): void {
  const [first] = users;
  if (first === undefined) return;
  const [userKind = '', userName = ''] = first.split('/');
  const detail = `${kind} "${name}" is needed by ${describeUsers(users)}: delete or change that first.`;
  const related = { kind: userKind, namespace: namespace!, name: userName };
  throw new ProblemError('in_use', detail, { related });
}
