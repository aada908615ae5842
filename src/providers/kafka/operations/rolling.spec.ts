import { PlayedKafkaOperation } from '../../../../test/builders/kafka-operation.js';
import { STARTED_AT } from '../../../../test/builders/operation.js';
import { broker, controller, notReady, type KafkaScene } from '../../../../test/builders/strimzi.js';
import { restart } from './restart.js';
import { upgrade } from './upgrade.js';
import { verticalScaling } from './vertical-scaling.js';

const ALL = [controller(0), controller(1), controller(2), broker(0), broker(1), broker(2)];
const BROKERS = ALL.slice(3);

const nodes = (names: readonly string[], change: object): KafkaScene['nodes'] =>
  Object.fromEntries(names.map((name) => [name, change]));

describe('a restart of everybody', () => {
  const played = new PlayedKafkaOperation(restart, { type: 'Restart', restart: {} });
  const asked = { restartMark: STARTED_AT, mark: STARTED_AT, generation: 2 };
  const marked = { annotations: { 'dbaas.io/restarted-for': STARTED_AT }, uid: 'new' };

  it('is planned as the operator does it', () => {
    expect(played.plan).toMatchObject({ restarts: ALL, disruption: 'Rolling', warnings: [] });
  });

  it('asks by the pools first, and by a new generation of Kafka then', () => {
    const { state, actions } = played.sees({});
    expect(state).toBe('Running');
    expect(actions).toEqual([
      expect.stringContaining('patch KafkaNodePool controller-'),
      expect.stringContaining('patch KafkaNodePool broker-'),
      'patch Kafka orders',
    ]);
  });

  it('asks Kafka again where a crash has left that out', () => {
    expect(played.sees({ restartMark: STARTED_AT }).actions).toEqual(['patch Kafka orders']);
  });

  it('does not believe a Ready of before', () => {
    const verdict = played.sees({ ...asked, status: { observedGeneration: 1 } });
    expect(verdict).toMatchObject({ state: 'Running', progress: '0/6', actions: [] });
  });

  it('is half way with half of the nodes', () => {
    const verdict = played.sees({
      ...asked,
      status: { observedGeneration: 1 },
      nodes: { ...nodes(ALL.slice(0, 3), marked), [broker(0)]: { ...marked, ready: false } },
    });
    expect(verdict).toMatchObject({ state: 'Running', progress: '3/6' });
    expect(verdict.steps).toContain(`RestartMember ${broker(0)}: Running`);
  });

  it('is done when every pod carries the mark and the round has ended well', () => {
    const verdict = played.sees({ ...asked, nodes: nodes(ALL, marked) });
    expect(verdict).toMatchObject({ state: 'Done', message: 'Every member has restarted.', progress: '6/6' });
  });

  it('waits while the operator reports that a node may not restart', () => {
    const verdict = played.sees({ ...asked, status: { conditions: [notReady('UnforceableProblem', 'too few')] } });
    expect(verdict.state).toBe('Running');
    expect(verdict.message).toContain('UnforceableProblem');
  });

  it('says which node does not come back, for as long as it does not get on', () => {
    const [first, ...rest] = ALL;
    const stuck = { ...nodes(rest, {}), [first!]: { ...marked, ready: false, waits: 'CrashLoopBackOff' } };
    const rounds = [
      { observedGeneration: 1 },
      { conditions: [notReady('StrimziTimeoutException', 'Exceeded timeout')] },
    ];
    const verdicts = rounds.map((status) => played.sees({ ...asked, status, nodes: stuck }));
    const seen = {
      state: 'Running',
      progress: '0/6',
      message: expect.stringContaining(`${first} is in CrashLoopBackOff`),
    };
    expect(verdicts).toMatchObject([seen, seen]);
    // Nothing of it counts as progress: what the operator says changes with each of its rounds.
    expect(verdicts[0]!.steps).toEqual(verdicts[1]!.steps);
  });

  it('leaves the mark of a later restart alone', () => {
    const later = { restartMark: '2026-03-01T13:00:00Z', mark: '2026-03-01T13:00:00Z' };
    expect(played.sees({ ...later, generation: 2 }).actions).toEqual([]);
  });

  it('is taken back by taking the marks away', () => {
    expect(played.undoneAt(asked)).toMatchObject({
      state: 'Running',
      actions: [expect.anything(), expect.anything(), 'patch Kafka orders'],
    });
    expect(played.undoneAt({})).toMatchObject({ state: 'Done', says: 'No member had restarted.' });
  });
});

describe('a restart of some', () => {
  const members = [broker(1), controller(0)];
  const played = new PlayedKafkaOperation(restart, { type: 'Restart', restart: { members } });

  it('refuses who is not there', () => {
    const stranger = new PlayedKafkaOperation(restart, { type: 'Restart', restart: { members: ['orders-x-9'] } });
    expect(stranger.refusals).toEqual([expect.stringContaining('Unsupported value: "orders-x-9"')]);
  });

  it('begins with the controller, one at a time', () => {
    expect(played.plan.restarts).toEqual([controller(0), broker(1)]);
    expect(played.sees({}).actions).toEqual([`patch Pod ${controller(0)}`, 'patch Kafka orders']);
  });

  it('does not ask twice', () => {
    const annotations = { 'strimzi.io/manual-rolling-update': 'true' };
    expect(played.sees({ nodes: { [controller(0)]: { annotations } } }).actions).toEqual([]);
  });

  it('goes on with the next once the pod is another one and ready', () => {
    expect(played.sees({ nodes: { [controller(0)]: { uid: 'new', ready: false } } }).actions).toEqual([]);
    expect(played.sees({ nodes: { [controller(0)]: { uid: 'new' } } }).actions).toEqual([
      `patch Pod ${broker(1)}`,
      'patch Kafka orders',
    ]);
  });

  it('is done when all of them are', () => {
    const verdict = played.sees({ nodes: nodes(members, { uid: 'new' }) });
    expect(verdict).toMatchObject({ state: 'Done', progress: '2/2' });
  });

  it('stops where it is', () => {
    expect(played.undoneAt({ nodes: { [controller(0)]: { uid: 'new' } } })).toEqual({
      state: 'Done',
      says: `Restarted already: ${controller(0)}.`,
      actions: [],
    });
  });
});

describe('a vertical scaling', () => {
  const spec = { resources: { cpu: '1' } };
  const two = { requests: { cpu: '2' }, limits: { cpu: '2000m' } };
  const ask = { type: 'VerticalScaling' as const, verticalScaling: { resources: { cpu: '2' } } };
  const played = new PlayedKafkaOperation(verticalScaling, ask, { spec });
  const changed = { spec: { resources: { cpu: '2' } } };

  it('restarts brokers alone', () => {
    expect(played.plan).toMatchObject({ restarts: BROKERS, disruption: 'Rolling' });
  });

  it('takes a single broker down', () => {
    const single = new PlayedKafkaOperation(verticalScaling, ask, { spec: { ...spec, clusterSize: 1 } });
    expect(single.plan.disruption).toBe('Downtime');
  });

  it('waits to be rendered', () => {
    expect(played.sees({ spec }).message).toBe('Waits for the operator to be asked for the new resources.');
  });

  it('is done when the pods have them', () => {
    expect(played.sees({ ...changed, nodes: { [broker(0)]: { resources: two } } })).toMatchObject({ progress: '1/3' });
    const verdict = played.sees({ ...changed, nodes: nodes(BROKERS, { resources: two }) });
    expect(verdict).toMatchObject({ state: 'Done', message: 'Every broker has 2 CPU.' });
  });

  it('fails when the operator has read the wish and refuses it', () => {
    const conditions = [notReady('InvalidResourceException', 'limits below requests')];
    expect(played.sees({ ...changed, status: { conditions } })).toMatchObject({
      state: 'Failed',
      message: 'The operator refuses the definition: limits below requests',
    });
  });
});

describe('an upgrade', () => {
  const played = new PlayedKafkaOperation(upgrade, { type: 'Upgrade', upgrade: { version: '4.3.1' } });
  const asked = { spec: { version: '4.3.1' }, generation: 2 };
  const reported = { kafkaVersion: '4.3.1' };

  it('replaces everybody', () => {
    expect(played.plan).toMatchObject({ restarts: ALL, disruption: 'Rolling' });
  });

  it('is not done by the version of the specification', () => {
    const verdict = played.sees({
      ...asked,
      status: { kafkaVersion: '4.2.1' },
      nodes: nodes(ALL, { version: '4.3.1' }),
    });
    expect(verdict).toMatchObject({ state: 'Running', message: 'The operator has not yet reported version 4.3.1.' });
  });

  it('is done when every pod was made for it and the operator reports it', () => {
    const verdict = played.sees({ ...asked, status: reported, nodes: nodes(ALL, { version: '4.3.1' }) });
    expect(verdict).toMatchObject({ state: 'Done', message: 'Every member runs 4.3.1.', progress: '6/6' });
  });

  it('can be taken back until the data is in the new format', () => {
    expect(played.undoneAt({})).toMatchObject({ state: 'Done' });
    expect(played.undoneAt({ ...asked, status: { ...reported, kafkaMetadataVersion: '4.3-IV0' } })).toMatchObject({
      state: 'Impossible',
      says: 'The data is in the format 4.3-IV0 now, which the former version cannot read.',
    });
  });
});
