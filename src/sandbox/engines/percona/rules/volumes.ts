import {
  compareQuantities,
  formatTime,
  isQuantity,
  PERSISTENT_VOLUME_CLAIM,
  STATEFUL_SET,
  parseQuantity,
} from '../../../../kube/meta/index.js';
import { patch } from '../../mechanics/actions.js';
import { mayGrow } from '../../mechanics/storage-classes.js';
import type { PersistentVolumeClaim } from '../../mechanics/workloads.js';
import type { PerconaCluster } from '../cluster.js';
import type { ComponentView } from '../component.js';
import { fail, waitFor, type Rule, type Step } from '../step.js';
import type { ClusterView } from '../view.js';
import { ANNOTATION } from '../well-known.js';

/** How one operator's way to grow volumes differs from the other's. */
export interface ResizingWays<C extends PerconaCluster> {
  readonly isEnabled: (cluster: C) => boolean;
  /** The object's change by which it asks for that size again. */
  readonly askForSize: (cluster: C, component: ComponentView, size: string) => Record<string, unknown>;
  /** Whether a wish for less is put back, too, and not only refused. */
  readonly revertsSmaller: boolean;
}

const GIB = 1024n ** 3n;

/** In whole GiB, rounded up. */
export function storageAsked({ group }: ComponentView): string | undefined {
  const asked = group.volumeSpec?.persistentVolumeClaim?.resources?.requests?.storage;
  const bytes = asked !== undefined && isQuantity(asked) ? parseQuantity(asked) : undefined;
  return bytes === undefined ? undefined : `${(bytes / NANO + GIB - 1n) / GIB}Gi`;
}

/** Quantities are counted in billionths. */
const NANO = 1_000_000_000n;

export const isResizing = ({ engine, cluster }: ClusterView, { set }: ComponentView): boolean =>
  (engine.resizeMark === 'set' ? set : cluster)?.metadata.annotations?.[ANNOTATION.resizing] !== undefined;

const storageOf = ({ set }: ComponentView): string | undefined =>
  set?.spec.volumeClaimTemplates?.[0]?.spec.resources.requests.storage;

/** Claims that a pod is there for; those that pods have left behind are nobody's. */
const claimsInUse = ({ claims, claimPrefix = '', pods }: ComponentView): PersistentVolumeClaim[] =>
  claims.filter(({ metadata }) => pods.some((pod) => metadata.name === `${claimPrefix}-${pod.metadata.name}`));

const capacityOf = ({ status }: PersistentVolumeClaim): string => status?.capacity?.storage ?? '0';

/** Volumes of one component after the other grow, and the set is then made anew around its pods. */
export const growVolumes =
  <C extends PerconaCluster>(ways: ResizingWays<C>): Rule<C> =>
  (view) => {
    for (const component of view.components) {
      const step = component.role === 'router' ? undefined : growComponent(view, component, ways);
      if (step) return step;
    }
    return undefined;
  };

function growComponent<C extends PerconaCluster>(
  view: ClusterView<C>,
  component: ComponentView,
  ways: ResizingWays<C>,
): Step | undefined {
  const asked = storageAsked(component);
  const claims = claimsInUse(component).filter(({ status }) => status?.phase === 'Bound');
  if (asked === undefined || !component.set || claims.length === 0) return undefined;
  if (isResizing(view, component)) return continueResizing(view, { component, asked, claims }, ways);
  const isSmaller = claims.some((claim) => compareQuantities(asked, capacityOf(claim)) < 0);
  if (isSmaller) return refuseSmaller(view, { component, asked, claims }, ways);
  const small = claims.filter((claim) => compareQuantities(asked, capacityOf(claim)) > 0);
  if (small.length === 0 || !ways.isEnabled(view.cluster)) return undefined;
  return beginResizing(view, { component, asked, claims: small }, ways);
}

interface Growth {
  readonly component: ComponentView;
  readonly asked: string;
  readonly claims: readonly PersistentVolumeClaim[];
}

function refuseSmaller<C extends PerconaCluster>(
  view: ClusterView<C>,
  { component, asked, claims }: Growth,
  ways: ResizingWays<C>,
): Step {
  const actual = capacityOf(claims[0]!);
  const step = fail(`requested storage (${asked}) is less than actual storage (${actual})`);
  return ways.revertsSmaller ? { ...step, actions: [askAgain(view, component, ways)] } : step;
}

function beginResizing<C extends PerconaCluster>(
  view: ClusterView<C>,
  { component, asked, claims }: Growth,
  ways: ResizingWays<C>,
): Step {
  if (claims.some((claim) => !mayGrow(view.storageClasses, claim)))
    return { because: 'the storage class does not let volumes grow', actions: [askAgain(view, component, ways)] };
  return {
    because: `volumes of ${component.name} are too small`,
    actions: [
      mark(view, component, formatTime(view.now)),
      ...claims.map((claim) =>
        patch(PERSISTENT_VOLUME_CLAIM, claim, { spec: { resources: { requests: { storage: asked } } } }),
      ),
    ],
  };
}

function continueResizing<C extends PerconaCluster>(
  view: ClusterView<C>,
  { component, asked, claims }: Growth,
  ways: ResizingWays<C>,
): Step | undefined {
  const trouble = claims
    .flatMap(({ status }) => status?.conditions ?? [])
    .find(({ type }) => type === 'ControllerResizeError');
  if (trouble) {
    const actions = [askAgain(view, component, ways), mark(view, component, null)];
    return { ...fail(`volume resize failed: ${trouble.message ?? ''}`), actions };
  }
  const hasGrown = claims.every((claim) => compareQuantities(capacityOf(claim), asked) === 0);
  if (!hasGrown) return waitFor('volumes are growing');
  const isMadeAnew = storageOf(component) === asked;
  if (isMadeAnew) return { because: 'volumes have grown', actions: [mark(view, component, null)] };
  const spared = { do: 'delete', type: STATEFUL_SET, object: component.set!, orphansDependents: true } as const;
  return { because: `volumes of ${component.name} have grown, its set is made anew`, actions: [spared] };
}

const askAgain = <C extends PerconaCluster>(
  { engine, cluster }: ClusterView<C>,
  component: ComponentView,
  { askForSize }: ResizingWays<C>,
) => patch(engine.kinds.cluster, cluster, askForSize(cluster, component, storageOf(component) ?? '0'));

function mark<C extends PerconaCluster>(
  { engine, cluster }: ClusterView<C>,
  { set }: ComponentView,
  time: string | null,
) {
  const change = { metadata: { annotations: { [ANNOTATION.resizing]: time } } };
  return engine.resizeMark === 'set' && set
    ? patch(STATEFUL_SET, set, change)
    : patch(engine.kinds.cluster, cluster, change);
}
