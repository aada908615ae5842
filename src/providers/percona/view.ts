import { PERSISTENT_VOLUME_CLAIM, POD, type UntypedObject } from '../../kube/meta/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { Observed } from '../contract/index.js';
import type { EngineView } from '../contract/status/index.js';
import { asStatefulSet, byNumber, isPodReady, STATEFUL_SET } from '../contract/objects/index.js';
import { claimNameOf, type Component, type ComponentRole, type ComponentView } from './component.js';
import type { PerconaDialect } from './dialect.js';
import { listMembers } from './members.js';
import type { PerconaCluster, PerconaRestore } from './upstream.js';

/** One database at one moment, with what every part of status and operations asks for. */
export interface PerconaView<U extends PerconaCluster = PerconaCluster> extends EngineView {
  readonly dialect: PerconaDialect<U>;
  readonly upstream?: U;
  /** Empty while there is no upstream. */
  readonly components: readonly ComponentView[];
  /** Orders to restore that the operator is still at: while there is one, pause and sizes belong to the operator. */
  readonly restores: readonly PerconaRestore[];
}

export function viewOf<U extends PerconaCluster>(
  dialect: PerconaDialect<U>,
  intent: DatabaseCluster,
  observed: Observed,
): PerconaView<U> {
  const upstream = dialect.asCluster(observed.get(dialect.kinds.cluster, intent.metadata.name));
  const asked = upstream ? dialect.componentsOf(upstream) : [];
  const components = asked.map((component) => viewComponent(component, observed));
  return {
    dialect,
    intent,
    upstream,
    components,
    members: upstream ? components.flatMap((component) => listMembers(dialect, upstream, component)) : [],
    pods: components.flatMap(({ pods }) => pods),
    volumes: components.flatMap(({ claims }) => claims),
    restores: unfinishedRestores(dialect, observed),
    observed,
  };
}

function viewComponent(component: Component, observed: Observed): ComponentView {
  const pods = observed
    .list(POD)
    .filter(({ metadata }) => isNumbered(metadata.name, component.statefulSet))
    .sort((a, b) => byNumber(a.metadata.name, b.metadata.name));
  const prefix = claimNameOf(component, component.statefulSet);
  const claims = observed
    .list(PERSISTENT_VOLUME_CLAIM)
    .filter(({ metadata }) => prefix !== undefined && isNumbered(metadata.name, prefix))
    .sort((a, b) => byNumber(a.metadata.name, b.metadata.name));
  return { ...component, set: asStatefulSet(observed.get(STATEFUL_SET, component.statefulSet)), pods, claims };
}

/** `orders-rs0-1` of `orders-rs0`, and not `orders-rs0-arbiter-0`. */
const isNumbered = (name: string, of: string): boolean =>
  name.startsWith(`${of}-`) && /^\d+$/.test(name.slice(of.length + 1));

export function unfinishedRestores(
  { kinds, isRestoreOver }: Pick<PerconaDialect, 'kinds' | 'isRestoreOver'>,
  observed: Observed,
): PerconaRestore[] {
  const all = observed.list(kinds.restore) as unknown as readonly PerconaRestore[];
  return all.filter(({ status }) => !isRestoreOver(status?.state ?? ''));
}

export const ofRole = ({ components }: Pick<PerconaView, 'components'>, ...roles: ComponentRole[]): ComponentView[] =>
  components.filter(({ role }) => roles.includes(role));

/** The component that a pod is of, by its name; there need not be such a pod just now. */
export const componentOf = ({ components }: Pick<PerconaView, 'components'>, pod: string): ComponentView | undefined =>
  components.find(({ statefulSet }) => isNumbered(pod, statefulSet));

export const readyPods = ({ pods }: Pick<ComponentView, 'pods'>): UntypedObject[] => pods.filter(isPodReady);
