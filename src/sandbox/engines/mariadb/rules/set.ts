import { STATEFUL_SET } from '../../../../kube/meta/index.js';
import { create, patch } from '../../mechanics/actions.js';
import { revisionOf, type StatefulSet } from '../../mechanics/stateful-sets/stateful-set.js';
import { isTerminating } from '../../mechanics/workloads.js';
import { buildSet } from '../builders/stateful-set.js';
import { isReplicated } from '../mariadb.js';
import type { Rule } from '../step.js';
import type { MariadbView } from '../view.js';

/** The StatefulSet as the specification has it. What its claims are asked for cannot be changed in it. */
export const syncSet: Rule = (view) => {
  const { set, mariadb } = view;
  if (set && isTerminating(set)) return { because: 'the StatefulSet is on its way out' };
  const wanted = buildSet(mariadb, replicasOf(view));
  if (!set) return { because: 'there is no StatefulSet', actions: [create(STATEFUL_SET, wanted)] };
  const isSame = set.spec.replicas === wanted.spec.replicas && revisionOf(set) === revisionOf(wanted);
  return isSame
    ? undefined
    : { because: 'the StatefulSet differs', actions: [patch(STATEFUL_SET, set, changeOf(wanted))] };
};

const changeOf = ({ spec: { replicas, template } }: StatefulSet): Record<string, unknown> => ({
  spec: {
    replicas,
    template: { ...template, metadata: { ...template.metadata, annotations: { ...template.metadata.annotations } } },
  },
});

/** Replicas that are to come are filled first. */
function replicasOf({ mariadb, set, primaryIndex, claims }: MariadbView): number {
  const { replicas } = mariadb.spec;
  const current = set?.spec.replicas;
  if (current === undefined || replicas <= current || !isReplicated(mariadb)) return replicas;
  const isFilled = claims.length >= replicas && primaryIndex < current;
  return isFilled ? replicas : current;
}
