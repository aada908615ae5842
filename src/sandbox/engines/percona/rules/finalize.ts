import { PERSISTENT_VOLUME_CLAIM, SECRET, STATEFUL_SET, type KubeObject } from '../../../../kube/meta/index.js';
import { patch, remove } from '../../mechanics/actions.js';
import { isTerminating } from '../../mechanics/workloads.js';
import type { PerconaCluster } from '../cluster.js';
import type { ComponentView } from '../component.js';
import { waitFor, type Action, type Step } from '../step.js';
import type { ClusterView } from '../view.js';

/** What one of the operator's finalizers does; done when there is nothing left to do and to wait for. */
export type Finalizer = (view: ClusterView) => { readonly actions: readonly Action[]; readonly isDone: boolean };

/** Pods go one after the other, routers before data, and only then the object. */
export const stopPodsInOrder: Finalizer = ({ components }) => {
  const routers = components.filter(({ role }) => role === 'router');
  const data = components.filter(({ role }) => role !== 'router');
  const group = routers.some(hasPods) ? routers : data;
  const isDone = !components.some(hasPods);
  const actions = group.flatMap(({ set }) =>
    set && set.spec.replicas !== 0 ? [patch(STATEFUL_SET, set, { spec: { replicas: 0 } })] : [],
  );
  return { actions: isDone ? [] : actions, isDone };
};

const hasPods = ({ pods }: ComponentView): boolean => pods.length > 0;

/** Volumes of these components, those that pods have left behind too, and Secrets with what opens them. */
export const dropVolumes =
  (
    isMeant: (component: ComponentView) => boolean,
    secretsOf: (cluster: PerconaCluster) => readonly string[],
  ): Finalizer =>
  ({ cluster, components, secret }) => {
    const { namespace } = cluster.metadata;
    const claims = components.filter(isMeant).flatMap((component) => component.claims);
    const secrets = secretsOf(cluster).flatMap((name) => secret({ namespace, name }) ?? []);
    const actions = [
      ...stopPodsOf(components.filter(isMeant)),
      ...claims.filter((claim) => !isTerminating(claim)).map((claim) => remove(PERSISTENT_VOLUME_CLAIM, claim)),
      ...dropAll(secrets),
    ];
    return { actions, isDone: actions.length === 0 };
  };

/** Else claims would be protected by their pods, and made anew for pods that come again. */
const stopPodsOf = (components: readonly ComponentView[]): Action[] =>
  components.flatMap(({ set }) => (set && !isTerminating(set) ? [remove(STATEFUL_SET, set)] : []));

export const dropSecrets =
  (secretsOf: (cluster: PerconaCluster) => readonly string[]): Finalizer =>
  ({ cluster, secret }) => {
    const { namespace } = cluster.metadata;
    const actions = dropAll(secretsOf(cluster).flatMap((name) => secret({ namespace, name }) ?? []));
    return { actions, isDone: actions.length === 0 };
  };

const dropAll = (secrets: readonly KubeObject[]): Action[] =>
  secrets.filter((secret) => !isTerminating(secret)).map((secret) => remove(SECRET, secret));

/** The operator's finalizers in its order; `known` maps their names to what they do. */
export function finalize(
  view: ClusterView,
  known: Readonly<Record<string, Finalizer>>,
  { keepsForeign }: { readonly keepsForeign: boolean },
): Step {
  const { finalizers = [] } = view.cluster.metadata;
  for (const name of Object.keys(known).filter((each) => finalizers.includes(each))) {
    const { actions, isDone } = known[name]!(view);
    if (actions.length > 0) return { because: `${name} is carried out`, actions };
    if (isDone)
      return release(
        view,
        finalizers.filter((each) => each !== name && (keepsForeign || each in known)),
      );
    return waitFor(`${name} waits`);
  }
  const rest = finalizers.filter((each) => keepsForeign || each in known);
  return rest.length < finalizers.length ? release(view, rest) : waitFor('it is being deleted');
}

const release = ({ engine, cluster }: ClusterView, finalizers: readonly string[]): Step => ({
  because: 'a finalizer is done',
  actions: [patch(engine.kinds.cluster, cluster, { metadata: { finalizers } })],
});
