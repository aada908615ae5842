import type { PerconaCluster } from '../cluster.js';
import { isComplete } from '../replicas.js';
import { fail, type Rule } from '../step.js';

export interface PasswordReference {
  readonly name: string;
  readonly key?: string;
}

/** Users of the specification are made once the database runs, each with the password of its Secret. */
export const syncUsers =
  <C extends PerconaCluster>(passwordsOf: (cluster: C) => readonly PasswordReference[]): Rule<C> =>
  ({ cluster, components, secret }) => {
    const runs = !cluster.spec.pause && components.every((component) => isComplete(component));
    if (!runs) return undefined;
    const { namespace } = cluster.metadata;
    for (const { name, key = 'password' } of passwordsOf(cluster)) {
      const found = secret({ namespace, name });
      if (!found) return fail(`reconcile custom users: failed to get user secret ${name}: secrets "${name}" not found`);
      if (found.data?.[key] === undefined) return fail(`reconcile custom users: secret ${name} has no key ${key}`);
    }
    return undefined;
  };
