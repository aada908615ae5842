import { aKafka } from '../../../../../test/builders/stand-in-kafka.js';
import type { Deployment, PersistentVolumeClaim } from '../../mechanics/workloads.js';
import type { Kafka, Rebalance } from '../kafka.js';
import { decideRebalance, type RebalanceState, type RebalanceView } from './decide-rebalance.js';

const READY: Kafka = {
  ...aKafka({ spec: { cruiseControl: {} } }),
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
};
const SERVING = { status: { availableReplicas: 1 } } as unknown as Deployment;

const failing = (order: string): Kafka => ({
  ...READY,
  metadata: { ...READY.metadata, annotations: { 'sandbox.dbaas.io/fail': order } },
});

function aRebalance(
  state: RebalanceState | undefined,
  {
    order,
    spec = {},
    generation = 1,
    auto,
  }: { order?: string; spec?: Rebalance['spec']; generation?: number; auto?: boolean } = {},
): Rebalance {
  return {
    apiVersion: 'kafka.strimzi.io/v1',
    kind: 'KafkaRebalance',
    metadata: {
      name: 'move',
      namespace: 'team-a',
      generation,
      labels: { 'strimzi.io/cluster': 'orders' },
      annotations: {
        ...(order ? { 'strimzi.io/rebalance': order } : {}),
        ...(auto ? { 'strimzi.io/rebalance-auto-approval': 'true' } : {}),
      },
    },
    spec,
    ...(state ? { status: { observedGeneration: 1, conditions: [{ type: state, status: 'True' }] } } : {}),
  };
}

const view = (rebalance: Rebalance, changes: Partial<RebalanceView> = {}): RebalanceView => ({
  rebalance,
  kafka: READY,
  cruiseControl: SERVING,
  claims: [],
  ...changes,
});

const next = (rebalance: Rebalance, changes?: Partial<RebalanceView>): string | undefined =>
  decideRebalance(view(rebalance, changes))?.condition.type;

describe('a rebalance', () => {
  it.each([
    { state: undefined, given: {}, then: 'New' },
    { state: 'New', given: {}, then: 'PendingProposal' },
    { state: 'PendingProposal', given: {}, then: 'ProposalReady' },
    { state: 'ProposalReady', given: {}, then: undefined },
    { state: 'ProposalReady', given: { order: 'approve' }, then: 'Rebalancing' },
    { state: 'ProposalReady', given: { auto: true }, then: 'Rebalancing' },
    { state: 'ProposalReady', given: { order: 'refresh' }, then: 'PendingProposal' },
    { state: 'ProposalReady', given: { generation: 2 }, then: 'PendingProposal' },
    { state: 'Rebalancing', given: {}, then: 'Ready' },
    { state: 'Rebalancing', given: { order: 'stop' }, then: 'Stopped' },
    { state: 'Stopped', given: {}, then: undefined },
    { state: 'Stopped', given: { order: 'refresh' }, then: 'PendingProposal' },
    { state: 'NotReady', given: {}, then: undefined },
    { state: 'NotReady', given: { order: 'refresh' }, then: 'PendingProposal' },
    { state: 'Ready', given: {}, then: undefined },
  ] as const)('that is $state, given $given, is $then next', ({ state, given, then }) => {
    expect(next(aRebalance(state, given))).toBe(then);
  });

  it.each([
    { given: 'no Kafka', changes: { kafka: undefined }, reason: 'NoSuchResourceException' },
    {
      given: 'no Cruise Control',
      changes: { kafka: { ...READY, spec: aKafka().spec } },
      reason: 'InvalidResourceException',
    },
    { given: 'a Kafka that is not Ready', changes: { kafka: { ...READY, status: {} } }, reason: 'RuntimeException' },
    { given: 'no brokers to add', changes: {}, reason: 'IllegalArgumentException' },
  ])('cannot be with $given', ({ changes, reason }) => {
    const rebalance = aRebalance('New', { spec: { mode: 'add-brokers' } });
    expect(decideRebalance(view(rebalance, changes))?.condition).toMatchObject({ type: 'NotReady', reason });
  });

  it('waits for Cruise Control, fails and hangs on request', () => {
    expect(next(aRebalance('New'), { cruiseControl: undefined })).toBeUndefined();
    expect(next(aRebalance('PendingProposal'), { kafka: failing('rebalance') })).toBe('NotReady');
    expect(next(aRebalance('Rebalancing'), { kafka: failing('stuck-rebalance') })).toBeUndefined();
  });

  it.each([
    { mode: 'full', brokers: undefined, holding: ['data-0-broker-1'], moved: { 'data-0-broker-0': 'true' } },
    { mode: 'add-brokers', brokers: [0], holding: [], moved: { 'data-0-broker-0': 'true' } },
    { mode: 'remove-brokers', brokers: [1], holding: ['data-0-broker-1'], moved: { 'data-0-broker-1': 'false' } },
  ] as const)('of mode $mode moves partitions', ({ mode, brokers, holding, moved }) => {
    const claims = ['data-0-broker-0', 'data-0-broker-1'].map((name) => ({
      metadata: {
        name,
        annotations: { 'sandbox.dbaas.io/holds-partitions': String((holding as readonly string[]).includes(name)) },
      },
    })) as unknown as PersistentVolumeClaim[];
    const rebalance = aRebalance('Rebalancing', { spec: { mode, ...(brokers ? { brokers: [...brokers] } : {}) } });
    const { actions = [] } = decideRebalance(view(rebalance, { claims })) ?? {};
    const seen = actions.flatMap((action) =>
      action.do === 'patch'
        ? [[action.object.metadata.name, annotationsIn(action.body)['sandbox.dbaas.io/holds-partitions']]]
        : [],
    );
    expect(Object.fromEntries(seen)).toEqual(moved);
  });
});

const annotationsIn = (body: Record<string, unknown>): Record<string, string> =>
  (body['metadata'] as { annotations: Record<string, string> }).annotations;
