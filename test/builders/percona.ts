import { LABELS } from '../../src/domain/naming.js';
import {
  apiVersionOf,
  PERSISTENT_VOLUME_CLAIM,
  POD,
  type UntypedObject,
  type ResourceType,
} from '../../src/kube/meta/index.js';
import { REVISION_LABEL, STATEFUL_SET } from '../../src/providers/contract/objects/index.js';
import { claimNameOf, podNameOf, type Component } from '../../src/providers/percona/component.js';
import type { PerconaDialect } from '../../src/providers/percona/dialect.js';
import type { PerconaCluster } from '../../src/providers/percona/upstream.js';
import { CLUSTER_UID } from './database-cluster.js';
import { ObservedObjects } from './observed.js';

export const NEW = 'revision-2';
const OLD = 'revision-1';

interface PodChange {
  readonly uid?: string;
  readonly ready?: boolean;
  readonly image?: string;
  readonly resources?: object;
  readonly annotations?: Record<string, string>;
  readonly revision?: string;
  /** Why its container waits. */
  readonly waits?: string;
  readonly going?: boolean;
}

interface ClaimChange {
  readonly uid?: string;
  readonly request?: string;
  readonly capacity?: string;
  readonly className?: string;
  readonly error?: string;
  readonly going?: boolean;
}

/** What Kubernetes has made of the definition: as many pods as are asked for, whole, with the changes under test. */
export interface PodsScene {
  /** By the names of components; the pods follow the number. */
  readonly sets?: Readonly<
    Record<string, { replicas?: number; pods?: number; revision?: string; seen?: boolean } | null>
  >;
  /** By name; `null`: not there. */
  readonly pods?: Readonly<Record<string, PodChange | null>>;
  readonly claims?: Readonly<Record<string, ClaimChange | null>>;
  readonly others?: readonly (readonly [ResourceType, UntypedObject])[];
}

const named = (name: string, uid = `uid-${name}`) => ({
  name,
  namespace: 'team-a',
  uid,
  labels: { [LABELS.cluster]: 'orders', [LABELS.clusterUid]: CLUSTER_UID },
});

/** The surroundings of `orders`: its object, and what Kubernetes has made of it. */
export function observedPercona<U extends PerconaCluster>(
  dialect: PerconaDialect<U>,
  upstream: U | undefined,
  scene: PodsScene = {},
): ObservedObjects {
  const observed = new ObservedObjects();
  if (upstream) observed.with(dialect.kinds.cluster, upstream);
  const components = upstream ? dialect.componentsOf(upstream) : [];
  for (const component of components) withComponent(observed, component, scene);
  return (scene.others ?? []).reduce((all, [type, object]) => all.with(type, object), observed);
}

function withComponent(observed: ObservedObjects, component: Component, scene: PodsScene): void {
  const set = scene.sets?.[component.name];
  if (set !== null) observed.with(STATEFUL_SET, setOf(component, set));
  observed.with(POD, ...podsOf(component, scene));
  observed.with(PERSISTENT_VOLUME_CLAIM, ...claimsOf(component, scene));
}

function podsOf(component: Component, { sets, pods = {} }: PodsScene): UntypedObject[] {
  const set = sets?.[component.name];
  const count = set === null ? 0 : (set?.pods ?? set?.replicas ?? component.asks.size);
  return namesIn(component.statefulSet, numbered(component, count), pods)
    .filter((name) => pods[name] !== null)
    .map((name) => podOf(name, component, { revision: set?.revision, ...pods[name] }));
}

function claimsOf(component: Component, { claims = {} }: PodsScene): UntypedObject[] {
  const prefix = claimNameOf(component, component.statefulSet);
  if (prefix === undefined) return [];
  const usual = numbered(component, component.asks.size).map((pod) => claimNameOf(component, pod)!);
  return namesIn(prefix, usual, claims)
    .filter((name) => claims[name] !== null)
    .map((name) => claimOf(name, claims[name] ?? {}));
}

const numbered = (component: Component, count: number): string[] =>
  Array.from({ length: count }, (_, number) => podNameOf(component, number));

/** Those that belong there, and those that the test names beside them. */
function namesIn(prefix: string, usual: readonly string[], changes: object): string[] {
  const others = Object.keys(changes).filter((name) => new RegExp(`^${prefix}-\\d+$`).test(name));
  return [...new Set([...usual, ...others])];
}

function setOf({ statefulSet, asks }: Component, change: NonNullable<PodsScene['sets']>[string] = {}): UntypedObject {
  const { replicas = asks.size, revision = OLD, seen = true } = change ?? {};
  return {
    apiVersion: apiVersionOf(STATEFUL_SET),
    kind: STATEFUL_SET.kind,
    metadata: { ...named(statefulSet), generation: 2 },
    spec: { replicas },
    status: { observedGeneration: seen ? 2 : 1, updateRevision: revision },
  };
}

function podOf(name: string, { container, asks }: Component, change: PodChange): UntypedObject {
  const { ready = true, image = asks.image, resources = asks.resources, waits, going, revision = OLD } = change;
  const { labels, ...metadata } = named(name, change.uid);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...metadata,
      labels: { ...labels, [REVISION_LABEL]: revision },
      ...(change.annotations && { annotations: change.annotations }),
      ...(going && { deletionTimestamp: '2026-03-01T12:00:00Z' }),
    },
    spec: { nodeName: `node-of-${name}`, containers: [{ name: container, image, resources }] },
    status: waits
      ? { containerStatuses: [{ name: container, state: { waiting: { reason: waits } } }] }
      : { conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  };
}

function claimOf(name: string, change: ClaimChange): UntypedObject {
  const { request = '10Gi', capacity = request, className = 'fast', error, going } = change;
  const conditions = error && [{ type: 'ControllerResizeError', status: 'True', message: error }];
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { ...named(name, change.uid), ...(going && { deletionTimestamp: '2026-03-01T12:00:00Z' }) },
    spec: { storageClassName: className, resources: { requests: { storage: request } } },
    status: { phase: 'Bound', capacity: { storage: capacity }, ...(conditions && { conditions }) },
  };
}
