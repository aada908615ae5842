import { PlayedKafkaOperation } from '../../../../test/builders/kafka-operation.js';
import { REQUEST_UID } from '../../../../test/builders/operation.js';
import { broker, controller, type KafkaScene } from '../../../../test/builders/strimzi.js';
import { claimName } from '../names.js';
import { REBALANCE } from '../upstream.js';
import { expose } from './expose.js';
import { rebalance } from './rebalance.js';
import { rebuildInstance } from './rebuild-instance.js';
import { reconfiguring } from './reconfiguring.js';

const ALL = [controller(0), controller(1), controller(2), broker(0), broker(1), broker(2)];

describe('a reconfiguring', () => {
  const setting = (name: string, value: string) => ({
    type: 'Reconfiguring' as const,
    reconfiguring: { set: [{ name, value }] },
  });
  const config = (name: string, value: string): KafkaScene => ({ spec: { config: [{ name, value }] }, generation: 2 });
  const dynamic = new PlayedKafkaOperation(reconfiguring, setting('log.retention.ms', '60000'));
  const readOnly = new PlayedKafkaOperation(reconfiguring, setting('num.partitions', '3'));

  it('restarts nobody for what can be changed while nodes run', () => {
    expect(dynamic.plan).toMatchObject({ restarts: [], disruption: 'None', steps: [{ name: 'ApplySettings' }] });
  });

  it('restarts everybody for what cannot, and for what the catalogue does not know', () => {
    expect(readOnly.plan).toMatchObject({ restarts: ALL, disruption: 'Rolling', warnings: [] });
    const unknown = new PlayedKafkaOperation(reconfiguring, setting('a.plugin', '3')).plan;
    expect(unknown).toMatchObject({ restarts: ALL, warnings: [expect.stringContaining('a.plugin')] });
  });

  it('is in force once a round that has seen it ended well', () => {
    const asked = config('log.retention.ms', '60000');
    expect(dynamic.sees({})).toMatchObject({ state: 'Running', progress: '0/1' });
    expect(dynamic.sees({ ...asked, status: { observedGeneration: 1 } })).toMatchObject({ state: 'Running' });
    expect(dynamic.sees(asked)).toMatchObject({ state: 'Done', message: 'In force: log.retention.ms.' });
  });

  it('follows the restarts, and skips those that were not needed', () => {
    const asked = config('num.partitions', '3');
    const half = Object.fromEntries(ALL.slice(0, 3).map((name) => [name, { uid: 'new' }]));
    const underWay = readOnly.sees({ ...asked, status: { observedGeneration: 1 }, nodes: half });
    expect(underWay).toMatchObject({ state: 'Running', progress: '3/7' });
    expect(readOnly.sees(asked)).toMatchObject({ state: 'Done', progress: '7/7' });
  });
});

describe('a rebuild', () => {
  const rebuilding = (member: string, before?: KafkaScene) =>
    new PlayedKafkaOperation(rebuildInstance, { type: 'RebuildInstance', rebuildInstance: { member } }, before);
  const played = rebuilding(broker(1));
  const asked = { 'strimzi.io/delete-pod-and-pvc': 'true' };

  it.each([
    ['the only broker', rebuilding(broker(0), { spec: { clusterSize: 1 } }), 'is the only one of its kind'],
    ['the only controller', rebuilding(controller(0), { spec: { clusterSize: 1 } }), 'is the only one of its kind'],
    [
      'a broker while another is down',
      rebuilding(broker(1), { nodes: { [broker(2)]: { ready: false } } }),
      'while others are not ready',
    ],
    ['a stranger', rebuilding('orders-x-1'), 'Unsupported value'],
  ])('refuses %s', (_what, operation, reason) => {
    expect(operation.refusals).toEqual([expect.stringContaining(reason)]);
  });

  it('does not count brokers against a controller', () => {
    expect(rebuilding(controller(1), { nodes: { [broker(2)]: { ready: false } } }).refusals).toEqual([]);
  });

  it('asks once, and wakes the operator', () => {
    expect(played.refusals).toEqual([]);
    expect(played.sees({}).actions).toEqual([`patch Pod ${broker(1)}`, 'patch Kafka orders']);
    expect(played.sees({ nodes: { [broker(1)]: { annotations: asked } } }).actions).toEqual([]);
  });

  it('takes a new pod on the old disk for no rebuild', () => {
    const verdict = played.sees({ nodes: { [broker(1)]: { uid: 'new' } } });
    expect(verdict).toMatchObject({ state: 'Running', progress: '0/2', actions: [] });
  });

  it('is done with a new pod on a new disk', () => {
    const scene = { nodes: { [broker(1)]: { uid: 'new' } }, claims: { [claimName(broker(1))]: { uid: 'new' } } };
    expect(played.sees(scene)).toMatchObject({ state: 'Done', progress: '2/2' });
  });

  it('cannot be taken back once it is asked for', () => {
    expect(played.undoneAt({}).state).toBe('Done');
    expect(played.undoneAt({ nodes: { [broker(1)]: { annotations: asked } } }).state).toBe('Impossible');
  });
});

describe('an exposure', () => {
  const played = new PlayedKafkaOperation(expose, { type: 'Expose', expose: { type: 'LoadBalancer' } });
  const asked: KafkaScene = { spec: { expose: { type: 'LoadBalancer' } }, generation: 2 };

  it('tells what it costs', () => {
    expect(played.plan).toMatchObject({
      steps: [{ name: 'OpenListener', target: 'orders-kafka-ext-bootstrap' }],
      restarts: ALL.slice(3),
      warnings: ['It takes 4 load balancers: one to begin at, and one for each broker.'],
    });
  });

  it('waits for an address', () => {
    expect(played.sees({})).toMatchObject({ state: 'Running', progress: '0/1' });
    expect(played.sees(asked)).toMatchObject({ state: 'Running', message: expect.stringContaining('no address yet') });
  });

  it('is open where clients begin', () => {
    const listeners = [{ name: 'ext', addresses: [{ host: '203.0.113.1', port: 9094 }] }];
    const verdict = played.sees({ ...asked, status: { listeners } });
    expect(verdict).toMatchObject({ state: 'Done', message: 'Clients from outside begin at 203.0.113.1:9094.' });
  });

  it('is closed when nothing is rendered any more', () => {
    const closing = new PlayedKafkaOperation(expose, { type: 'Expose', expose: { type: 'ClusterIP' } }, asked);
    expect(closing.sees({ generation: 3 })).toMatchObject({
      state: 'Done',
      message: 'Nothing leads to the brokers from outside.',
    });
  });
});

describe('a rebalance', () => {
  const played = new PlayedKafkaOperation(rebalance, { type: 'Custom', custom: { name: 'rebalance' } });
  const request = (uid: string, condition?: string, message?: string): KafkaScene => ({
    others: [
      [
        REBALANCE,
        {
          apiVersion: 'kafka.strimzi.io/v1',
          kind: 'KafkaRebalance',
          metadata: {
            name: 'orders-rebalance',
            namespace: 'team-a',
            uid: 'r1',
            annotations: { 'dbaas.io/operation': uid },
          },
          ...(condition && { status: { conditions: [{ type: condition, status: 'True', message }] } }),
        },
      ],
    ],
  });

  it('needs somebody to spread partitions over', () => {
    const single = new PlayedKafkaOperation(
      rebalance,
      { type: 'Custom', custom: { name: 'rebalance' } },
      { spec: { clusterSize: 1 } },
    );
    expect(single.refusals).toEqual([expect.stringContaining('needs two brokers or more')]);
  });

  it('is asked for by an object, after that of an earlier one is gone', () => {
    expect(played.sees({}).actions).toEqual(['create KafkaRebalance orders-rebalance']);
    expect(played.sees(request('another', 'Ready')).actions).toEqual(['delete KafkaRebalance orders-rebalance']);
    expect(played.actionsAt({})).toMatchObject([
      {
        object: {
          metadata: {
            labels: { 'strimzi.io/cluster': 'orders', 'dbaas.io/cluster': 'orders' },
            annotations: { 'strimzi.io/rebalance-auto-approval': 'true', 'dbaas.io/operation': REQUEST_UID },
          },
          spec: { mode: 'full' },
        },
      },
    ]);
  });

  it.each([
    [undefined, 'Running', 'The operator has been asked for it.'],
    ['PendingProposal', 'Running', 'Cruise Control works out what to move.'],
    ['Rebalancing', 'Running', 'Partitions are moving.'],
    ['Ready', 'Done', 'Partitions are spread evenly.'],
    ['Stopped', 'Failed', 'Somebody has stopped it.'],
    ['NotReady', 'Failed', 'Cruise Control cannot do it: no metrics.'],
  ])('is at %s %s', (condition, state, message) => {
    const verdict = played.sees(request(REQUEST_UID, condition, 'no metrics'));
    expect(verdict).toMatchObject({ state, message: expect.stringContaining(message), actions: [] });
  });

  it('is stopped when it is taken back', () => {
    expect(played.undoneAt(request(REQUEST_UID, 'Rebalancing'))).toMatchObject({
      state: 'Running',
      actions: ['patch KafkaRebalance orders-rebalance'],
    });
    expect(played.undoneAt(request(REQUEST_UID, 'Stopped')).state).toBe('Done');
    expect(played.undoneAt({})).toEqual({ state: 'Done', says: undefined, actions: [] });
  });
});
