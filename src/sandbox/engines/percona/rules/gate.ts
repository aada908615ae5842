import { patch } from '../../mechanics/actions.js';
import type { PerconaCluster } from '../cluster.js';
import { unknownFailures } from '../failures.js';
import { fail, type Rule } from '../step.js';

/** An object that names no behaviour level is given the operator's own: the only thing it fills in for good. */
export const setCrVersion: Rule = ({ engine, cluster }) =>
  cluster.spec.crVersion
    ? undefined
    : {
        because: 'no crVersion is set',
        actions: [patch(engine.kinds.cluster, cluster, { spec: { crVersion: engine.crVersion } })],
        isSilent: true,
      };

/** There is no webhook: the API server lets everything in, and the operator gives up before it touches anything. */
export const refuse =
  <C extends PerconaCluster>(findProblem: (cluster: C) => string | undefined): Rule<C> =>
  ({ engine, cluster }) => {
    const problem = findProblem(cluster);
    return problem === undefined ? undefined : fail(`${engine.refusal}: ${problem}`);
  };

/** What a person ordered to fail, and orders that nobody can carry out. */
export const failOnRequest: Rule = ({ engine, cluster, failures }) => {
  const [complaint] = unknownFailures(cluster, engine.ownFailures);
  if (complaint !== undefined) return fail(complaint);
  return failures.has('reconcile') ? fail(failures.get('reconcile') ?? 'asked for by annotation') : undefined;
};
