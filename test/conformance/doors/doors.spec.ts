import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { isTerminal } from '../../../src/operations/index.js';
import type { ResourceType } from '../../../src/kube/meta/index.js';
import type { BackupStorage } from '../../../src/resources/backup-storage/index.js';
import { MONITORING_CONFIG, type MonitoringConfig } from '../../../src/resources/monitoring-config/index.js';
import { DATABASE_BACKUP, type DatabaseBackup } from '../../../src/resources/database-backup/index.js';
import { DATABASE_CLUSTER, type DatabaseCluster } from '../../../src/resources/database-cluster/index.js';
import { OPS_REQUEST, type OpsRequest } from '../../../src/resources/ops-request/index.js';
import { conditionOf, type ClusterKey } from '../../integration/clusters/bench.js';
import { ENGINES } from '../engines/engine-under-test.js';
import { NEW_CLUSTERS, PATCHES, type Differing } from './cluster-scenarios.js';
import { Comparison, differencesOf, type Answers } from './compare.js';
import { DIFFERENCES } from './differences.js';
import type { AuditRecord } from '../../../src/services/audit/audit-record.js';
import type { Answered, Door, OperationAsk, Ways } from './door.js';
import { atEach, DoorsBench, nameless, ORDERS, type Doors } from './doors-bench.js';
import { BACKUPS, OPERATIONS } from './errand-scenarios.js';
import { SETTINGS } from './settings-scenarios.js';
import { saidAtDoor, type Said } from './said.js';

/** Long enough that nothing of it is carried out: what is let in waits. */
const NOT_YET = '2100-01-01T00:00:00Z';

let bench: DoorsBench;
const comparison = new Comparison();

beforeAll(async () => {
  bench = await DoorsBench.start(ENGINES);
});
afterAll(() => bench.stop());

/** What a cluster says in the end of what was asked for at a door that let it in. */
async function endOfCluster({ namespace }: Door, name: string): Promise<Said> {
  const cluster = await bench.until<DatabaseCluster>(
    DATABASE_CLUSTER,
    { namespace, name },
    ({ metadata, status }) => status?.observedGeneration === metadata.generation,
  );
  const valid = conditionOf(cluster, 'SpecValid')!;
  const { reason, message = '' } = valid.status === 'False' ? valid : conditionOf(cluster, 'Ready')!;
  return { at: 'status', reason, message };
}

async function endOfOperation({ namespace }: Door, name: string): Promise<Said> {
  const { status } = await bench.until<OpsRequest>(OPS_REQUEST, { namespace, name }, isTerminal);
  return { at: 'status', reason: status!.reason!, message: status!.message! };
}

async function endOfBackup({ namespace }: Door, name: string): Promise<Said> {
  const hasFailed = ({ status }: DatabaseBackup): boolean => status?.phase === 'Failed';
  const { status } = await bench.until<DatabaseBackup>(DATABASE_BACKUP, { namespace, name }, hasFailed);
  return { at: 'status', reason: status!.reason!, message: status!.message! };
}

type End = (door: Door, name: string) => Promise<Said>;

/** By YAML first the door speaks, and where it lets in what the API refuses, the status. */
async function answersOf({ yaml: door }: Doors, { rest, graphql, yaml }: Doors<Answered>, end: End): Promise<Answers> {
  const said = saidAtDoor(yaml);
  const isLetIn = said === 'accepted' && rest.complaints.length > 0;
  return {
    rest,
    graphql: saidAtDoor(graphql),
    yaml: isLetIn ? await nameless(door, () => end(door, yaml.name!)) : said,
  };
}

/** Asked in earnest where it is refused; what would be accepted is only tried. */
async function waysOf(attempt: (ways: Ways) => Promise<Answered>): Promise<Ways> {
  return (await attempt({ dryRun: true })).complaints.length > 0 ? {} : { dryRun: true };
}

describe.each(ENGINES)('$name is asked for by REST, GraphQL and YAML', (engine) => {
  let doors: Doors;
  beforeAll(() => {
    doors = bench.of(engine);
  });

  it('and is the same database', async () => {
    const { rest, graphql, yaml } = await atEach(doors, readOrders);
    expect(graphql).toEqual(rest);
    expect(yaml).toEqual(rest);
  });

  it('as its example has it, and the same would be kept', async () => {
    const { spec } = parse(readFileSync(`examples/${engine.name}.yaml`, 'utf8')) as DatabaseCluster;
    const object = { metadata: { name: 'example' }, spec };
    const { rest, graphql, yaml } = await atEach(doors, (door) =>
      door.create(DATABASE_CLUSTER, object, { dryRun: true }),
    );
    expect(rest).toMatchObject({ complaints: [], spec });
    expect(graphql.plan).toEqual(rest.plan);
    expect(yaml.spec).toEqual(rest.spec);
  });

  it.each(NEW_CLUSTERS)('with $does', async ({ name, spec, ...scenario }) => {
    const object = { metadata: { name }, spec: spec(engine) };
    const ways = await waysOf((tried) => doors.rest.create(DATABASE_CLUSTER, object, tried));
    const answered = await atEach(doors, (door) => door.create(DATABASE_CLUSTER, object, ways));
    const answers = await answersOf(doors, answered, endOfCluster);
    expect(comparison.mistakesOf(answers, 'cluster', differencesOf(scenario, engine))).toEqual([]);
    expect(answered.graphql.plan).toEqual(answered.rest.plan);
  });

  it.each(PATCHES)('and is to have $does', async ({ spec, undo, ...scenario }) => {
    const change = spec(engine);
    const ways = await waysOf((tried) => doors.rest.patch(DATABASE_CLUSTER, ORDERS, change, tried));
    const answered = await atEach(doors, (door) => door.patch(DATABASE_CLUSTER, ORDERS, change, ways));
    const answers = await answersOf(doors, answered, endOfCluster);
    expect(comparison.mistakesOf(answers, 'cluster', differencesOf(scenario, engine))).toEqual([]);
    expect(answered.graphql.plan).toEqual(answered.rest.plan);
    if (undo && answers.rest.complaints.length > 0) await mend(undo(engine));
  });

  it.each(OPERATIONS)('and an operation, $does', async ({ cluster = ORDERS, ask, ...scenario }) => {
    const wish = ask(engine, await ordersAt(doors.rest));
    const ways = await waysOf((tried) => doors.rest.operate(cluster, wish, tried));
    const mistakes = ways.dryRun ? await partingsOf(wish) : await mistakesOf(cluster, wish, scenario);
    expect(mistakes).toEqual([]);
  });

  it('and the same operation twice', async () => {
    const ask: OperationAsk = { type: 'Restart', notBefore: NOT_YET };
    await atEach(doors, (door) => door.operate(ORDERS, ask));
    const answered = await atEach(doors, (door) => door.operate(ORDERS, ask));
    const { rest, graphql, yaml } = await answersOf(doors, answered, endOfOperation);
    expect([rest.code, graphql, yaml]).toEqual([
      'operation_in_progress',
      { at: 'door', complaints: [{ code: 'operation_in_progress', message: ALREADY }] },
      { at: 'status', reason: 'Duplicate', message: ALREADY },
    ]);
  });

  it('and an operation that changes nothing', async () => {
    const { clusterSize } = (await ordersAt(doors.rest)).spec;
    const ask: OperationAsk = { type: 'HorizontalScaling', horizontalScaling: { replicas: clusterSize } };
    const ends = await atEach(doors, async (door) => endOfOperation(door, (await door.operate(ORDERS, ask)).name!));
    expect(ends.rest).toMatchObject({ reason: 'NoChange' });
    expect([ends.graphql, ends.yaml]).toEqual([ends.rest, ends.rest]);
  });

  it.each(BACKUPS)('and a backup $does', async ({ name, spec, ...scenario }) => {
    const answered = await atEach(doors, (door) => door.create(DATABASE_BACKUP, { metadata: { name }, spec }));
    const answers = await answersOf(doors, answered, endOfBackup);
    expect(comparison.mistakesOf(answers, 'errand', differencesOf(scenario, engine))).toEqual([]);
  });

  it('and is not deleted while it is protected', async () => {
    await atEach(doors, (door) => door.patch(DATABASE_CLUSTER, ORDERS, { deletionProtection: true }));
    const answered = await atEach(doors, (door) => door.delete(DATABASE_CLUSTER, ORDERS));
    const answers = await answersOf(doors, answered, endOfCluster);
    expect(answers.rest.code).toBe('deletion_protected');
    expect(comparison.mistakesOf(answers, 'cluster', ['admissionPolicy'])).toEqual([]);
  });

  it('and tells who made it and who changed it last, where the API was asked', async () => {
    const { rest, graphql, yaml } = await atEach(doors, async ({ namespace }) => {
      const { status, metadata } = await ordersAt({ namespace });
      const { createdBy, changedBy } = status!;
      return { createdBy, changedBy, isCurrent: changedBy?.generation === metadata.generation };
    });
    const madeBy = (via: string): object => ({
      createdBy: { subject: 'system:admin', via, generation: 1 },
      changedBy: { subject: 'system:admin', via, generation: expect.any(Number) as number },
      isCurrent: true,
    });
    expect([rest, graphql, yaml]).toEqual([madeBy('REST'), madeBy('GraphQL'), { isCurrent: false }]);
  });

  it('and is written down alike by REST and GraphQL', async () => {
    const before = await recordsOf(doors);
    await atEach(doors, (door) =>
      door.create(DATABASE_CLUSTER, { metadata: { name: ORDERS }, spec: engine.smallest() }),
    );
    await atEach(doors, (door) => door.patch(DATABASE_CLUSTER, ORDERS, { resources: { cpu: '2' } }, { dryRun: true }));
    await atEach(doors, (door) => door.patch(DATABASE_CLUSTER, ORDERS, { version: '0.1' }));
    await atEach(doors, (door) => door.operate('nobodys', { type: 'Restart' }));
    await atEach(doors, (door) => door.delete(DATABASE_CLUSTER, ORDERS));
    const after = await recordsOf(doors);
    const [rest, graphql] = after.map((records, index) => records.slice(before[index]!.length));
    expect(rest!.map(({ via, outcome, code }) => [via, outcome, code])).toEqual([
      ['REST', 'Refused', 'name_taken'],
      ['REST', 'Succeeded', undefined],
      ['REST', 'Refused', 'invalid_spec'],
      ['REST', 'Refused', 'not_found'],
      ['REST', 'Refused', 'deletion_protected'],
    ]);
    expect(graphql!.map(whatWasDone)).toEqual(rest!.map(whatWasDone));
  });

  function recordsOf({ rest, graphql }: Doors): Promise<AuditRecord[][]> {
    return Promise.all([rest, graphql].map((door) => bench.auditOf(door)));
  }

  async function ordersAt({ namespace }: Pick<Door, 'namespace'>): Promise<DatabaseCluster> {
    return bench.bench.get<DatabaseCluster>(DATABASE_CLUSTER, { namespace, name: ORDERS });
  }

  async function readOrders(door: Door): Promise<unknown> {
    const { spec, status } = await ordersAt(door);
    const conditions = status!.conditions!.map(({ lastTransitionTime: _, observedGeneration: __, ...rest }) => rest);
    const { phase, message, version, readyMembers, size } = status!;
    return { spec, status: { phase, message, version, readyMembers, size, conditions } };
  }

  async function mend(spec: object): Promise<void> {
    await doors.yaml.patch(DATABASE_CLUSTER, ORDERS, spec);
    await bench.bench.running({ namespace: doors.yaml.namespace, name: ORDERS });
  }

  async function mistakesOf(cluster: string, ask: OperationAsk, scenario: Differing): Promise<unknown[]> {
    const answered = await atEach(doors, (door) => door.operate(cluster, ask));
    const answers = await answersOf(doors, answered, endOfOperation);
    return comparison.mistakesOf(answers, 'errand', differencesOf(scenario, engine));
  }

  /** What may be done is planned alike, by all who tell plans, and once it is let in, it is the same. */
  async function partingsOf(ask: OperationAsk): Promise<unknown[]> {
    const tried = await atEach(doors, (door) => door.operate(ORDERS, ask, { dryRun: true }));
    const kept = await atEach(doors, (door) => waitingAt(door, { ...ask, notBefore: NOT_YET }));
    const [rest, graphql] = [tried.rest, tried.graphql].map(({ complaints, plan }) => ({ complaints, plan }));
    return [
      { of: 'GraphQL', plan: graphql, asPlanned: rest, kept: kept.graphql },
      { of: 'YAML', plan: { ...rest, complaints: tried.yaml.complaints }, asPlanned: rest, kept: kept.yaml },
    ].filter(({ plan, asPlanned, kept: seen }) => !isDeepStrictEqual([plan, seen], [asPlanned, kept.rest]));
  }

  async function waitingAt(door: Door, ask: OperationAsk): Promise<unknown> {
    const { name } = await door.operate(ORDERS, ask);
    const key = { namespace: door.namespace, name: name! };
    const { spec, status } = await bench.until<OpsRequest>(
      OPS_REQUEST,
      key,
      ({ status: is }) => is?.phase === 'Queued',
    );
    const { requestedBy, phase, reason, message } = status!;
    expect(requestedBy).toEqual(REQUESTERS[door.name]);
    return { spec, phase, reason, message };
  }
});

describe('what databases refer to is asked for by REST, GraphQL and YAML', () => {
  const [engine] = ENGINES;
  let doors: Doors;
  beforeAll(() => {
    doors = bench.of(engine!);
  });

  it.each(SETTINGS)('$does', async ({ type, spec, ...scenario }) => {
    const object = { metadata: { name: scenario.does.replaceAll(/[^a-z]/g, '-') }, spec };
    const answered = await atEach(doors, (door) => door.create(type, object));
    const answers = await answersOf(doors, answered, endOfCluster);
    expect(comparison.mistakesOf(answers, 'cluster', differencesOf(scenario, engine!))).toEqual([]);
    if (answers.rest.complaints.length > 0) return;
    const seen = await atEach(doors, ({ namespace }) => settled(type, { namespace, name: object.metadata.name }));
    expect([seen.graphql, seen.yaml]).toEqual([seen.rest, seen.rest]);
  });

  it('and is not deleted while a database needs it', async () => {
    const name = 'needed';
    await atEach(doors, (door) => door.create(MONITORING_CONFIG, { metadata: { name }, spec: { prometheus: {} } }));
    await atEach(doors, (door) => door.patch(DATABASE_CLUSTER, ORDERS, { monitoring: { configRef: { name } } }));
    const isHeld = ({ metadata }: MonitoringConfig): boolean => (metadata.finalizers ?? []).length > 0;
    await atEach(doors, ({ namespace }) => bench.until(MONITORING_CONFIG, { namespace, name }, isHeld));
    const answered = await atEach(doors, (door) => door.delete(MONITORING_CONFIG, name));
    const answers = await answersOf(doors, answered, endOfDeletion);
    expect(answers.rest.code).toBe('in_use');
    expect(comparison.mistakesOf(answers, 'cluster', ['heldByFinalizer'])).toEqual([]);
    await doors.yaml.patch(DATABASE_CLUSTER, ORDERS, { monitoring: null });
    await bench.bench.gone(MONITORING_CONFIG, { namespace: doors.yaml.namespace, name });

    async function endOfDeletion({ namespace }: Door): Promise<Said> {
      const { status } = await bench.until<MonitoringConfig>(MONITORING_CONFIG, { namespace, name }, isLeaving);
      const { reason, message = '' } = status!.conditions!.find(({ type }) => type === 'Ready')!;
      return { at: 'status', reason, message };
    }
  });

  const isLeaving = ({ metadata, status }: MonitoringConfig): boolean =>
    metadata.deletionTimestamp !== undefined && status?.conditions?.some(({ reason }) => reason === 'InUse') === true;

  async function settled(type: ResourceType, key: ClusterKey): Promise<unknown> {
    const isKnown = ({ status }: Settings): boolean => status?.conditions?.some((one) => one.type === 'Ready') ?? false;
    const { spec, status } = await bench.until<Settings>(type, key, isKnown);
    const conditions = status!.conditions!.map(({ type: name, status: is, reason }) => [name, is, reason]);
    return { spec, conditions };
  }
});

type Settings = BackupStorage | MonitoringConfig;

/** Its own name is all that the earlier one differs in from door to door. */
const ALREADY = expect.stringMatching(
  /^Restart "orders-restart-[0-9a-f]+" does the same, and has not ended\.$/,
) as string;

/** Without what tells one request from another. */
function whatWasDone({ verb, resource, name, outcome, code, dryRun, changes }: AuditRecord): unknown {
  return { verb, resource, name, outcome, code, dryRun, changes };
}

/** Who asked is known where the API was asked; else the field manager is told, which anybody may say. */
const REQUESTERS: Readonly<Record<Door['name'], object>> = {
  REST: { subject: 'system:admin', via: 'REST', verified: true },
  GraphQL: { subject: 'system:admin', via: 'GraphQL', verified: true },
  YAML: { subject: 'kubectl-create', via: 'Kubernetes', verified: false },
};

it('needs every difference that is listed', () => {
  expect([...comparison.needed].sort()).toEqual(Object.keys(DIFFERENCES).sort());
});
