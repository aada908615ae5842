import { isDeepStrictEqual } from 'node:util';
import { keyOf, type KubeObject, type ResourceType } from '../../src/kube/meta/index.js';
import type { DisruptionBudget } from '../../src/sandbox/engines/postgresql/builders/disruption-budgets.js';
import type { Cluster, ClusterSpec } from '../../src/sandbox/engines/postgresql/cluster.js';
import { releaseClaims } from '../../src/sandbox/engines/mechanics/nodes/advance-claims.js';
import { endPods } from '../../src/sandbox/engines/mechanics/nodes/end-pods.js';
import { advanceNodes } from '../../src/sandbox/engines/postgresql/nodes/advance-nodes.js';
import { viewCluster, type ClusterView } from '../../src/sandbox/engines/postgresql/reconcile/cluster-view.js';
import { decideNext } from '../../src/sandbox/engines/postgresql/reconcile/decide-next.js';
import { foldStatus } from '../../src/sandbox/engines/postgresql/reconcile/fold-status.js';
import type { Action } from '../../src/sandbox/engines/postgresql/reconcile/step.js';
import type {
  Job,
  PersistentVolumeClaim,
  Pod,
  Secret,
  Service,
  StorageClass,
} from '../../src/sandbox/engines/mechanics/workloads.js';
import { ANNOTATION, PHASE, SANDBOX_ANNOTATION } from '../../src/sandbox/engines/postgresql/well-known.js';
import { aStoredCluster } from '../builders/stand-in-cluster.js';

const MAX_STEPS = 200;
const NOW = new Date('2026-01-02T03:04:05.678Z');

/** RFC 7386, enough for what the stand-in sends. */
function merge(target: unknown, change: unknown): unknown {
  if (typeof change !== 'object' || change === null || Array.isArray(change)) return change;
  const base = typeof target === 'object' && target !== null && !Array.isArray(target) ? target : {};
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(change)) {
    if (value === null) delete result[key];
    else result[key] = merge(result[key], value);
  }
  return result;
}

/** What a cluster offers by default, and grows on request. */
const STANDARD_CLASS = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'standard', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  allowVolumeExpansion: true,
};

/** As it looks once it has travelled: without what is undefined. */
const asSent = (status: unknown): unknown => JSON.parse(JSON.stringify(status ?? {}));

/**
 * Objects that only the stand-in's decisions change: no server, no time. Lets a table say which phases a change goes
 * through; that the real server agrees is the integration suite's business.
 */
export class StandInWorld {
  private readonly objects = new Map<string, KubeObject>();
  readonly phases: string[] = [];
  /** By name: what is installed beside the operator. */
  readonly plugins = new Set<string>();
  private created = 0;

  constructor(public cluster: Cluster) {
    this.put(STANDARD_CLASS);
  }

  /** A world in which a Cluster of that spec has come up. */
  static healthy(spec: Partial<ClusterSpec> = {}): StandInWorld {
    const world = new StandInWorld(aStoredCluster({ spec }));
    world.settle();
    const { phase, phaseReason } = world.cluster.status ?? {};
    if (phase !== PHASE.healthy) throw new Error(`not healthy but "${phase}": ${phaseReason}`);
    return world;
  }

  /** Runs until nothing changes any more; the answer is the phases passed through since the last call, in order. */
  settle(): string[] {
    this.phases.length = 0;
    for (let step = 0; step < MAX_STEPS; step += 1) if (!this.step()) return [...this.phases];
    throw new Error(`still moving after ${MAX_STEPS} steps: ${this.phases.join(', ')}`);
  }

  /** One look of the operator and the nodes; false when there was nothing to do. */
  step(): boolean {
    const pods = this.list<Pod>('Pod');
    const released = [...endPods(pods), ...releaseClaims(this.list('PersistentVolumeClaim'), pods)];
    const view = this.view();
    const decision = decideNext(view);
    const actions = [...released, ...advanceNodes(view), ...(decision?.actions ?? [])];
    for (const action of actions) this.run(action);
    const status = decision ? foldStatus(view, decision) : this.cluster.status;
    const changed = !isDeepStrictEqual(asSent(status), asSent(this.cluster.status));
    this.cluster = { ...this.cluster, status };
    if (status?.phase !== undefined && status.phase !== this.phases.at(-1)) this.phases.push(status.phase);
    return actions.length > 0 || changed;
  }

  /** What a user changes: a merge patch of the Cluster. */
  patchCluster(change: object): void {
    this.cluster = merge(this.cluster, change) as Cluster;
  }

  annotate(annotations: Record<string, string | null>): void {
    this.patchCluster({ metadata: { annotations } });
  }

  /** Orders failures from the stand-in, or with null withdraws them. */
  fail(order: string | null): void {
    this.annotate({ [SANDBOX_ANNOTATION.fail]: order });
  }

  hibernate(value: 'on' | 'off'): void {
    this.annotate({ [ANNOTATION.hibernation]: value });
  }

  patch(kind: string, name: string, change: object): void {
    const id = `${kind}/team-a/${name}`;
    this.objects.set(id, merge(this.objects.get(id), change) as KubeObject);
  }

  put(object: KubeObject): void {
    this.objects.set(`${object.kind}/${keyOf(object)}`, object);
  }

  /** As an API server does: at once, or marked where a finalizer holds it. */
  delete(kind: string, name: string): void {
    const id = `${kind}/team-a/${name}`;
    const object = this.objects.get(id);
    if (!object?.metadata.finalizers?.length) this.objects.delete(id);
    else this.objects.set(id, { ...object, metadata: { ...object.metadata, deletionTimestamp: NOW.toISOString() } });
  }

  list<T extends KubeObject>(kind: string): T[] {
    return [...this.objects.values()].filter((object) => object.kind === kind) as T[];
  }

  names(kind: string): string[] {
    return this.list(kind)
      .map(({ metadata }) => metadata.name)
      .sort();
  }

  get<T extends KubeObject>(kind: string, name: string): T | undefined {
    return this.objects.get(`${kind}/team-a/${name}`) as T | undefined;
  }

  view(): ClusterView {
    const objects = {
      pods: this.list<Pod>('Pod'),
      claims: this.list<PersistentVolumeClaim>('PersistentVolumeClaim'),
      jobs: this.list<Job>('Job'),
      services: this.list<Service>('Service').filter(({ metadata }) => metadata.ownerReferences !== undefined),
      budgets: this.list<DisruptionBudget>('PodDisruptionBudget'),
      secret: ({ name }: { name: string }) => this.get<Secret>('Secret', name),
      service: ({ name }: { name: string }) => this.get<Service>('Service', name),
      account: ({ name }: { name: string }) => this.get<KubeObject>('ServiceAccount', name),
      isPluginInstalled: (name: string) => this.plugins.has(name),
      hasObjectStore: ({ name }: { name: string }) => this.get('ObjectStore', name) !== undefined,
      storageClasses: this.list<StorageClass>('StorageClass'),
      catalogImage: () => undefined,
    };
    return viewCluster(this.cluster, objects, NOW);
  }

  private run(action: Action): void {
    if (action.do === 'forge') {
      const { name } = action.recipe;
      const owner = {
        apiVersion: 'postgresql.cnpg.io/v1',
        kind: 'Cluster',
        name: this.cluster.metadata.name,
        uid: this.cluster.metadata.uid!,
      };
      return this.put({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name, namespace: 'team-a', ownerReferences: [owner] },
      });
    }
    const { type, object } = action;
    if (action.do === 'create') return this.create(type, object);
    if (action.do === 'delete') return this.delete(type.kind, object.metadata.name);
    this.patch(type.kind, object.metadata.name, action.body);
    this.collect(type.kind, object.metadata.name);
  }

  private create({ kind }: ResourceType, object: KubeObject): void {
    if (this.get(kind, object.metadata.name)) return;
    this.created += 1;
    this.put({ ...object, metadata: { ...object.metadata, uid: `${kind}-${this.created}` } });
  }

  /** A terminating object whose last finalizer went is gone. */
  private collect(kind: string, name: string): void {
    const { deletionTimestamp, finalizers = [] } = this.get(kind, name)?.metadata ?? {};
    if (deletionTimestamp && finalizers.length === 0) this.objects.delete(`${kind}/team-a/${name}`);
  }
}
