import { intentOf, withFields } from '../../src/operations/index.js';
import type { ResourceType, UntypedObject } from '../../src/kube/meta/index.js';
import {
  customOperationsOf,
  isSupported,
  type ChildAction,
  type OperationHandler,
  type OperationProgress,
  type Undo,
} from '../../src/providers/contract/index.js';
import { PostgresqlProvider } from '../../src/providers/postgresql/provider.js';
import { CNPG_CLUSTER } from '../../src/providers/postgresql/upstream.js';
import type { DatabaseCluster } from '../../src/resources/database-cluster/index.js';
import type { FieldValue, OpsRequest, OpsRequestSpec } from '../../src/resources/ops-request/index.js';
import type { Cluster as StandInCluster } from '../../src/sandbox/engines/postgresql/cluster.js';
import type { Pod } from '../../src/sandbox/engines/mechanics/workloads.js';
import { withDefaults } from '../../src/sandbox/engines/postgresql/webhook/defaults.js';
import { renderPostgresql } from '../builders/apply-input.js';
import { UPSTREAM_UID } from '../builders/cnpg.js';
import { aClusterThatRan } from '../builders/database-cluster.js';
import { aDatabaseEngine } from '../builders/database-engine.js';
import { ObservedObjects } from '../builders/observed.js';
import { anOpsRequest, STARTED_AT } from '../builders/operation.js';
import { StandInWorld } from '../doubles/stand-in-world.js';

const PROVIDER = new PostgresqlProvider();
const ENGINE = aDatabaseEngine({
  parameters: [
    { name: 'work_mem', type: 'Size', restart: false, default: '4MB' },
    { name: 'max_connections', type: 'Integer', restart: true, default: '100' },
  ],
});
const MAX_LOOKS = 300;
const ENOUGH_CALM_LOOKS = 3;

const encoded = (text: string): string => Buffer.from(text).toString('base64');

/** Ours, made before the operator's Cluster. */
const CREDENTIALS: UntypedObject = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'orders-credentials', namespace: 'team-a' },
  type: 'kubernetes.io/basic-auth',
  data: { username: encoded('app'), password: encoded('irrelevant') },
};

type Asked = Omit<OpsRequestSpec, 'clusterRef'>;

/** One operation of the provider's on the stand-in's objects, seen as the caches would hold them. */
class Encounter {
  readonly seen: OperationProgress[] = [];
  #intent: DatabaseCluster;
  readonly world: StandInWorld;
  readonly #handler: OperationHandler;
  #begun?: OpsRequest;
  #previous: readonly FieldValue[] = [];

  constructor(
    private readonly asked: Asked,
    size = 3,
  ) {
    this.#intent = aClusterThatRan({
      version: '17.6',
      clusterSize: size,
      resources: { cpu: '1' },
      storage: { size: '1Gi' },
    });
    const born = renderPostgresql({ cluster: this.#intent, engine: ENGINE }).cluster as unknown as StandInCluster;
    const metadata = { ...born.metadata, uid: UPSTREAM_UID, namespace: 'team-a' };
    this.world = new StandInWorld(withDefaults({ ...born, metadata }));
    this.world.put(CREDENTIALS);
    this.world.settle();
    this.#handler = handlerOf(asked);
  }

  /** Until it has ended, and its end has lasted. */
  play(): OperationProgress {
    const baseline = { ...this.#handler.baseline(this.subject()) };
    const request = anOpsRequest(this.asked, { startedAt: STARTED_AT, baseline });
    const { previous = [], applied = [] } = intentOf(request.spec, this.#intent, ENGINE) ?? {};
    this.#begun = request;
    this.#previous = previous;
    this.#intent = withFields(this.#intent, applied);
    let calm = 0;
    for (let look = 0; look < MAX_LOOKS && calm < ENOUGH_CALM_LOOKS; look += 1) {
      const progress = this.#handler.progress({ ...this.subject(), request });
      this.seen.push(progress);
      for (const action of progress.actions ?? []) this.run(action);
      this.applyIntent();
      const moved = this.world.step();
      calm = progress.state !== 'Running' && !moved ? calm + 1 : 0;
    }
    return this.seen.at(-1)!;
  }

  /** The fields as they were, then whatever the handler asks for; the answer is its last word. */
  takeBack(): Undo {
    this.#intent = withFields(this.#intent, this.#previous);
    let undo = this.look();
    for (let look = 0; look < MAX_LOOKS && undo.state === 'Running'; look += 1) {
      for (const action of undo.actions ?? []) this.run(action);
      this.applyIntent();
      this.world.step();
      undo = this.look();
    }
    return undo;
  }

  private look(): Undo {
    return this.#handler.undo({ ...this.subject(), request: this.#begun! });
  }

  get plan(): ReturnType<OperationHandler['plan']> {
    return this.#handler.plan(this.subject());
  }

  uids(kind: string): Record<string, string | undefined> {
    return Object.fromEntries(this.world.list(kind).map(({ metadata }) => [metadata.name, metadata.uid]));
  }

  /** Of every member, by name. */
  images(): Record<string, string | undefined> {
    return Object.fromEntries(
      this.world.list<Pod>('Pod').map(({ metadata, spec }) => [metadata.name, spec.containers[0]?.image]),
    );
  }

  private subject() {
    return {
      cluster: this.#intent,
      engine: ENGINE,
      observed: this.observe(),
      backups: [],
      request: anOpsRequest(this.asked),
    };
  }

  private observe(): ObservedObjects {
    return PROVIDER.watches.reduce((all, { type, trim = (object) => object }) => {
      return all.with(type, ...this.objectsOf(type).map((object) => trim(object)));
    }, new ObservedObjects());
  }

  private objectsOf(type: ResourceType): UntypedObject[] {
    if (type === CNPG_CLUSTER) return [structuredClone(this.world.cluster) as unknown as UntypedObject];
    return structuredClone(this.world.list(type.kind));
  }

  /** What the applier would send; the stand-in's defaults beside it stay. */
  private applyIntent(): void {
    const { metadata, spec } = renderPostgresql({
      cluster: this.#intent,
      engine: ENGINE,
      observed: this.observe(),
    }).cluster;
    this.world.patchCluster({ metadata: { annotations: metadata.annotations }, spec: { managed: null, ...spec } });
  }

  private run(action: ChildAction): void {
    if (action.do === 'create') return this.world.put(action.object);
    if (action.do === 'delete') return this.world.delete(action.type.kind, action.key.name);
    if (action.type === CNPG_CLUSTER) return this.world.patchCluster(action.mergePatch);
    this.world.patch(action.type.kind, action.key.name, action.mergePatch);
  }
}

function handlerOf({ type, custom }: Asked): OperationHandler {
  if (type === 'Custom' || type === 'Backup')
    return customOperationsOf(PROVIDER).find(({ name }) => name === custom?.name)!;
  const entry = PROVIDER.operations[type];
  if (!isSupported(entry)) throw new Error(`${type} is not supported`);
  return entry;
}

const OPERATIONS: readonly Asked[] = [
  { type: 'HorizontalScaling', horizontalScaling: { replicas: 5 } },
  { type: 'HorizontalScaling', horizontalScaling: { replicas: 1 } },
  { type: 'VerticalScaling', verticalScaling: { resources: { cpu: '2' } } },
  { type: 'VolumeExpansion', volumeExpansion: { size: '2Gi' } },
  { type: 'Reconfiguring', reconfiguring: { set: [{ name: 'work_mem', value: '16MB' }] } },
  { type: 'Reconfiguring', reconfiguring: { set: [{ name: 'max_connections', value: '200' }] } },
  { type: 'Reconfiguring', reconfiguring: { set: [{ name: 'max_connections', value: '50' }] } },
  { type: 'Upgrade', upgrade: { version: '17.7' } },
  { type: 'Upgrade', upgrade: { version: '18' } },
  { type: 'Restart' },
  { type: 'Restart', restart: { members: ['orders-1', 'orders-3'] } },
  { type: 'Switchover' },
  { type: 'Switchover', switchover: { candidate: 'orders-3' } },
  { type: 'Stop' },
  { type: 'RebuildInstance', rebuildInstance: { member: 'orders-2' } },
  { type: 'Expose', expose: { type: 'LoadBalancer' } },
  { type: 'Custom', custom: { name: 'reload' } },
  { type: 'Custom', custom: { name: 'fence', parameters: { member: 'orders-2' } } },
];

describe('each operation on the stand-in, which is written from the facts of the operator', () => {
  it.each(OPERATIONS)('ends with its result: %j', (asked) => {
    const encounter = new Encounter(asked);
    const { steps: planned } = encounter.plan;
    const end = encounter.play();
    expect(end).toMatchObject({ state: 'Done' });
    expect(encounter.seen[0]?.state).toBe('Running');
    expect(end.steps.map(({ name, target }) => ({ name, ...(target !== undefined && { target }) }))).toEqual(planned);
  });

  it.each(
    OPERATIONS.filter(({ type }) => ['VerticalScaling', 'Reconfiguring', 'Upgrade', 'RebuildInstance'].includes(type)),
  )('replaces no pod but those of the plan: %j', (asked) => {
    const encounter = new Encounter(asked);
    const before = encounter.uids('Pod');
    const { restarts } = encounter.plan;
    encounter.play();
    const after = encounter.uids('Pod');
    const replaced = Object.keys(before).filter((name) => before[name] !== after[name]);
    expect(restarts).toEqual(expect.arrayContaining(replaced));
  });

  it.each([
    { fault: 'join-job', asked: OPERATIONS[0]!, says: 'orders-4-join' },
    { fault: 'upgrade-job', asked: OPERATIONS[8]!, says: 'major-upgrade' },
  ])('fails with the cause when $fault is ordered', ({ fault, asked, says }) => {
    const encounter = new Encounter(asked);
    encounter.world.fail(fault);
    expect(encounter.play()).toMatchObject({ state: 'Failed', message: expect.stringContaining(says) });
  });

  it.each([
    { fault: 'image-pull', says: 'ImagePullBackOff' },
    { fault: 'unschedulable', says: 'cannot be scheduled' },
  ])('tells the cause while $fault lasts', ({ fault, says }) => {
    const encounter = new Encounter(OPERATIONS[2]!);
    encounter.world.fail(fault);
    expect(encounter.play()).toMatchObject({ state: 'Running', message: expect.stringContaining(says) });
  });

  it.each([
    { fault: 'join-job', asked: OPERATIONS[0]! },
    { fault: 'upgrade-job', asked: OPERATIONS[8]! },
    { fault: 'image-pull:17.7', asked: OPERATIONS[7]! },
  ])('finds back to what ran though $fault stays', ({ fault, asked }) => {
    const encounter = new Encounter(asked);
    const before = encounter.images();
    encounter.world.fail(fault);
    expect(encounter.play().state).not.toBe('Done');
    expect(encounter.takeBack()).toMatchObject({ state: 'Done' });
    expect(encounter.images()).toEqual(before);
  });
});
