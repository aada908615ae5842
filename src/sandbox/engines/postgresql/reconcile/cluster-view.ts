import type { KubeObject, ObjectKey } from '../../../../kube/meta/index.js';
import type { DisruptionBudget } from '../builders/disruption-budgets.js';
import { isOwnedBy } from '../../mechanics/ownership.js';
import type { Cluster, ImageCatalogReference } from '../cluster.js';
import { failuresOf, type Failures } from '../failures.js';
import { ANNOTATION, LABEL } from '../well-known.js';
import type { DatabaseObjects } from '../../mechanics/caches/database-caches.js';
import {
  isPodReady,
  isTerminating,
  type Job,
  type PersistentVolumeClaim,
  type Pod,
  type Service,
} from '../../mechanics/workloads.js';

/** The children of a Cluster, and what it refers to, as the caches have them. */
export interface ClusterObjects extends DatabaseObjects {
  readonly jobs: readonly Job[];
  readonly budgets: readonly DisruptionBudget[];
  /** A Service of that name that is not the Cluster's. */
  readonly service: (key: ObjectKey) => Service | undefined;
  /** Any in the namespace. */
  readonly account: (key: ObjectKey) => KubeObject | undefined;
  readonly isPluginInstalled: (name: string) => boolean;
  readonly hasObjectStore: (key: ObjectKey) => boolean;
  /** What a catalog says for a major; undefined when catalog or major is missing. */
  readonly catalogImage: (reference: ImageCatalogReference, namespace: string) => string | undefined;
}

/** Everything a decision may look at. */
export interface ClusterView extends ClusterObjects {
  readonly cluster: Cluster;
  readonly failures: Failures;
  readonly now: Date;
  /** By serial, lowest first. */
  readonly instances: readonly Instance[];
  /** Pods and claims that carry the Cluster's label and belong to somebody else: to a namesake that is being collected. */
  readonly foreign: readonly KubeObject[];
  /** Undefined when the catalog has no answer. */
  readonly wantedImage: string | undefined;
}

/** One instance: its volumes, and the pod that runs on them. Without a data volume it is none. */
export interface Instance {
  readonly name: string;
  readonly serial: number;
  readonly data: PersistentVolumeClaim;
  readonly claims: readonly PersistentVolumeClaim[];
  readonly pod: Pod | undefined;
  readonly jobs: readonly Job[];
  readonly isReady: boolean;
  /** Fenced by annotation: PostgreSQL is stopped on purpose. */
  readonly isFenced: boolean;
}

export function viewCluster(cluster: Cluster, objects: ClusterObjects, now: Date): ClusterView {
  const isMine = (object: KubeObject): boolean => isUnowned(object) || isOwnedBy(object.metadata, cluster);
  const mine = {
    ...objects,
    pods: objects.pods.filter(isMine),
    claims: objects.claims.filter(isMine),
    jobs: objects.jobs.filter(isMine),
  };
  return {
    ...mine,
    foreign: [...objects.pods, ...objects.claims].filter((object) => !isMine(object)),
    cluster,
    now,
    failures: failuresOf(cluster),
    instances: listInstances(cluster, mine),
    wantedImage: wantedImage(cluster, objects),
  };
}

/** Left behind by a Cluster that was deleted without its dependents: free to be adopted by a namesake. */
export const isUnowned = ({ metadata }: KubeObject): boolean => (metadata.ownerReferences ?? []).length === 0;

function wantedImage({ metadata, spec }: Cluster, objects: ClusterObjects): string | undefined {
  if (spec.imageCatalogRef) return objects.catalogImage(spec.imageCatalogRef, metadata.namespace ?? '');
  return spec.imageName;
}

const instanceNameOf = ({ metadata }: KubeObject): string => metadata.labels?.[LABEL.instanceName] ?? '';

function listInstances(cluster: Cluster, { pods, claims, jobs }: ClusterObjects): Instance[] {
  const fenced = fencedInstances(cluster);
  const live = claims.filter((claim) => !isTerminating(claim));
  return live
    .filter((claim) => claim.metadata.labels?.[LABEL.pvcRole] === 'PG_DATA')
    .map((data) => {
      const name = instanceNameOf(data);
      const pod = pods.find((candidate) => candidate.metadata.name === name);
      return {
        name,
        serial: Number(name.slice(cluster.metadata.name.length + 1)),
        data,
        claims: live.filter((claim) => instanceNameOf(claim) === name),
        pod,
        jobs: jobs.filter((job) => instanceNameOf(job) === name),
        isReady: isPodReady(pod),
        isFenced: fenced.has('*') || fenced.has(name),
      };
    })
    .sort((a, b) => a.serial - b.serial);
}

/** Text that is not a list of names fences nothing, in silence: so does the real operator. */
export function fencedInstances({ metadata }: Cluster): ReadonlySet<string> {
  const text = metadata.annotations?.[ANNOTATION.fencedInstances];
  if (!text) return new Set();
  try {
    const names: unknown = JSON.parse(text);
    return new Set(Array.isArray(names) ? names.filter((name) => typeof name === 'string') : []);
  } catch {
    return new Set();
  }
}

export const findInstance = (view: ClusterView, name: string | undefined): Instance | undefined =>
  view.instances.find((instance) => instance.name === name);

/** Known by its name, too: a stop may have come between its volumes and the status that tells of it. */
export const firstPrimaryOf = ({ cluster: { metadata, status } }: ClusterView): string =>
  status?.targetPrimary ?? `${metadata.name}-1`;

/** Names no new instance may take yet: a volume or a pod of that name is still on its way out. */
export function isNameTaken(view: ClusterView, name: string): boolean {
  return [...view.claims, ...view.pods, ...view.foreign].some((object) => instanceNameOf(object) === name);
}

export const roleOf = (view: ClusterView, instance: string): 'primary' | 'replica' =>
  instance === (view.cluster.status?.currentPrimary ?? firstPrimaryOf(view)) ? 'primary' : 'replica';

export const isHibernating = ({ cluster }: ClusterView): boolean =>
  cluster.metadata.annotations?.[ANNOTATION.hibernation] === 'on';
