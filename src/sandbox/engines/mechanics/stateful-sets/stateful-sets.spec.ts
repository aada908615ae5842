import { ObjectWorld } from '../../../../../test/doubles/object-world.js';
import { advanceNodes } from '../nodes/advance-nodes.js';
import { podHealth } from '../nodes/pod-health.js';
import { ordersOf } from '../orders.js';
import type { PersistentVolumeClaim, Pod } from '../workloads.js';
import { REVISION_LABEL, type StatefulSet } from './stateful-set.js';
import { reportSet } from './set-status.js';
import { syncMembers } from './sync-members.js';

const KNOWN = [
  'never-ready',
  'crash-on-start',
  'image-pull',
  'unschedulable',
  'stuck-termination',
  'pvc-resize',
  'offline-resize',
] as const;
const NOW = new Date('2026-01-02T03:04:05Z');
const LABELS = { app: 'db' };

const aSet = (spec: Partial<StatefulSet['spec']> = {}): StatefulSet => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'db', namespace: 'team-a', uid: 'set-1', generation: 1 },
  spec: {
    replicas: 3,
    serviceName: 'db',
    selector: { matchLabels: LABELS },
    template: { metadata: { labels: LABELS }, spec: { containers: [{ name: 'engine', image: 'engine:1' }] } },
    volumeClaimTemplates: [
      {
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      },
    ],
    ...spec,
  },
});

/** One set with its controller and the nodes under it, step by step; keeps what happened to pods. */
class SetWorld extends ObjectWorld {
  private log: string[] = [];
  private fail = '';

  constructor(spec: Partial<StatefulSet['spec']> = {}) {
    super();
    this.put(aSet(spec));
  }

  get set(): StatefulSet {
    return this.get('StatefulSet', 'db')!;
  }

  change(spec: Partial<StatefulSet['spec']>): void {
    this.patch('StatefulSet', 'db', { spec, metadata: { generation: 2 } });
  }

  setImage(image: string): void {
    const { template } = this.set.spec;
    this.change({ template: { ...template, spec: { containers: [{ name: 'engine', image }] } } });
  }

  order(fail: string): void {
    this.fail = fail;
  }

  /** What was made and deleted until nothing moved any more, in order. */
  settle(): string[] {
    this.log = [];
    for (let look = 0; look < 100; look += 1) if (!this.look()) return this.log;
    throw new Error(`still moving: ${this.log.join(', ')}`);
  }

  private look(): boolean {
    const objects = { pods: this.list<Pod>('Pod'), claims: this.list<PersistentVolumeClaim>('PersistentVolumeClaim') };
    const failures = ordersOf({ metadata: { name: 'db', annotations: { 'sandbox.dbaas.io/fail': this.fail } } }, KNOWN);
    const nodes = advanceNodes({ ...objects, failures, health: (pod) => podHealth(failures, pod), now: NOW });
    const moves = syncMembers({ ...objects, set: this.set });
    const status = reportSet(this.set, objects.pods);
    for (const action of [...nodes, ...status]) if (action.do !== 'forge') this.run(action);
    for (const action of moves) if (action.do !== 'forge') this.move(action);
    return nodes.length + moves.length + status.length > 0;
  }

  private move(action: Parameters<ObjectWorld['run']>[0]): void {
    this.log.push(`${action.do} ${action.object.metadata.name}`);
    this.run(action);
  }

  revisions(): (string | undefined)[] {
    return this.list<Pod>('Pod').map(({ metadata }) => metadata.labels?.[REVISION_LABEL]);
  }
}

describe('the controller of StatefulSets', () => {
  it('makes members in order, each with its volumes before it', () => {
    const world = new SetWorld();
    expect(world.settle()).toEqual([0, 1, 2].flatMap((n) => [`create data-db-${n}`, `create db-${n}`]));
    expect(world.set.status).toMatchObject({
      replicas: 3,
      readyReplicas: 3,
      updatedReplicas: 3,
      observedGeneration: 1,
    });
    expect(world.get<Pod>('Pod', 'db-1')).toMatchObject({
      metadata: { labels: { app: 'db', 'apps.kubernetes.io/pod-index': '1' } },
      spec: { hostname: 'db-1', subdomain: 'db', volumes: [{ persistentVolumeClaim: { claimName: 'data-db-1' } }] },
    });
  });

  it.each([
    { policy: 'OrderedReady' as const, there: ['db-0'] },
    { policy: 'Parallel' as const, there: ['db-0', 'db-1', 'db-2'] },
  ])('with $policy has $there while the first is not ready', ({ policy, there }) => {
    const world = new SetWorld({ podManagementPolicy: policy });
    world.order('never-ready:db-0');
    world.settle();
    expect(world.names('Pod')).toEqual(there);
  });

  it('takes the highest away first, and leaves volumes for whoever comes again', () => {
    const world = new SetWorld();
    world.settle();
    world.change({ replicas: 1 });
    expect(world.settle()).toEqual(['delete db-2', 'delete db-1']);
    expect(world.names('PersistentVolumeClaim')).toEqual(['data-db-0', 'data-db-1', 'data-db-2']);
    world.change({ replicas: 2 });
    expect(world.settle()).toEqual(['create db-1']);
  });

  it('replaces members from the highest down when the template changes', () => {
    const world = new SetWorld();
    world.settle();
    world.setImage('engine:2');
    const expected = [2, 1, 0].flatMap((n) => [`delete db-${n}`, `create db-${n}`]);
    expect(world.settle()).toEqual(expected);
    expect(new Set(world.revisions())).toEqual(new Set([world.set.status?.updateRevision]));
    expect(world.set.status?.currentRevision).toBe(world.set.status?.updateRevision);
  });

  it('spares members below the partition', () => {
    const world = new SetWorld({ updateStrategy: { rollingUpdate: { partition: 2 } } });
    world.settle();
    world.setImage('engine:2');
    expect(world.settle()).toEqual(['delete db-2', 'create db-2']);
    expect(world.set.status).toMatchObject({ updatedReplicas: 1, currentReplicas: 2 });
  });

  it('waits with the rest for a member that does not become ready', () => {
    const world = new SetWorld();
    world.settle();
    world.order('crash-on-start:db-2');
    world.setImage('engine:2');
    expect(world.settle()).toEqual(['delete db-2', 'create db-2']);
    expect(world.set.status).toMatchObject({ readyReplicas: 2, updatedReplicas: 1 });
  });

  it('needs a hand to get rid of a member that never became ready, even when the template is put back', () => {
    const world = new SetWorld();
    world.settle();
    world.order('crash-on-start:db-2');
    world.setImage('engine:2');
    world.settle();
    world.setImage('engine:1');
    expect(world.settle()).toEqual([]);
    world.order('');
    world.delete('Pod', 'db-2');
    expect(world.settle()).toEqual(['create db-2']);
    expect(world.set.status).toMatchObject({ readyReplicas: 3, updatedReplicas: 3 });
  });

  it('leaves the replacing to others where it is told to', () => {
    const world = new SetWorld({ updateStrategy: { type: 'OnDelete' } });
    world.settle();
    world.setImage('engine:2');
    expect(world.settle()).toEqual([]);
    expect(world.set.status).toMatchObject({ updatedReplicas: 0, currentReplicas: 3 });
    world.delete('Pod', 'db-1');
    expect(world.settle()).toEqual(['create db-1']);
    expect(world.set.status).toMatchObject({ updatedReplicas: 1, currentReplicas: 2, replicas: 3 });
  });

  it('puts no member on a volume that is on its way out', () => {
    const world = new SetWorld({ replicas: 1 });
    world.settle();
    world.delete('PersistentVolumeClaim', 'data-db-0');
    world.delete('Pod', 'db-0');
    expect(world.settle()).toEqual(['create data-db-0', 'create db-0']);
  });

  it('adopts the members that a set of its name has left', () => {
    const world = new SetWorld();
    world.settle();
    for (const name of world.names('Pod')) world.patch('Pod', name, { metadata: { ownerReferences: null } });
    world.patch('StatefulSet', 'db', { metadata: { uid: 'set-2' } });
    expect(world.settle()).toEqual(['patch db-0', 'patch db-1', 'patch db-2']);
    expect(world.set.status).toMatchObject({ replicas: 3, updatedReplicas: 3 });
  });
});
