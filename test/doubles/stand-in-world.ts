import { isDeepStrictEqual } from 'node:util';
import type { KubeObject } from '../../src/kube/meta/index.js';
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
import { merge, ObjectWorld } from './object-world.js';

const MAX_STEPS = 200;
const NOW = new Date('2026-01-02T03:04:05.678Z');

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
export class StandInWorld extends ObjectWorld {
  readonly phases: string[] = [];
  /** By name: what is installed beside the operator. */
  readonly plugins = new Set<string>();

  constructor(public cluster: Cluster) {
    super();
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
    for (const action of actions) this.carryOut(action);
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

  private carryOut(action: Action): void {
    if (action.do !== 'forge') return this.run(action);
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
}
