import { aDatabaseCluster, CLUSTER_UID } from '../../../../test/builders/database-cluster.js';
import { ObservedObjects } from '../../../../test/builders/observed.js';
import { aWidget, WIDGET } from '../../../../test/builders/widget.js';
import { LABELS } from '../../../domain/naming.js';
import { SERVICE, type UntypedObject } from '../../../kube/meta/index.js';
import type { WatchedKind } from '../../../providers/contract/index.js';
import { planChildren, type ChildPlan, type ChildWrite, type PlanInput, type StampedChild } from './plan.js';
import { stampChild } from './stamp.js';

const cluster = aDatabaseCluster();
const GADGET = { ...WIDGET, kind: 'Gadget', plural: 'gadgets' };
const WATCHES: readonly WatchedKind[] = [
  { type: WIDGET, clusterOf: ({ name }) => name },
  { type: GADGET, clusterOf: ({ name }) => name, prunable: true },
];

const desire = (size = 1, type = WIDGET): StampedChild =>
  stampChild({ type, object: aWidget('orders', { size }) }, cluster, undefined);

/** The child as the server holds it: what we sent, its own additions, and the changes under test. */
function liveOf({ object }: StampedChild, metadata: object = {}, changes: object = {}): UntypedObject {
  const spec = { ...object.spec, colour: 'set by the server' };
  return { ...object, spec, ...changes, metadata: { ...object.metadata, uid: 'u1', ...metadata } };
}

const plan = (changes: Partial<PlanInput> = {}): ChildPlan =>
  planChildren({
    cluster,
    desired: [desire()],
    observed: new ObservedObjects(),
    watches: WATCHES,
    isSettled: () => false,
    ...changes,
  });

const brief = ({ writes, taken }: ChildPlan): string[] => [
  ...writes.map(describeWrite),
  ...taken.map(({ type, object }) => `taken ${type.plural} ${object.metadata.name}`),
];
const describeWrite = (write: ChildWrite): string =>
  write.do === 'delete'
    ? `delete ${write.type.plural} ${write.key.name} ${write.uid}`
    : `${write.do} ${write.child.type.plural} ${write.child.object.metadata.name}`;

const observing = (object: UntypedObject, type = WIDGET): ObservedObjects => new ObservedObjects().with(type, object);
const someoneElses = { labels: { [LABELS.cluster]: 'orders', [LABELS.clusterUid]: 'of-another' } };
const terminating = { deletionTimestamp: '2026-01-01T00:00:00Z' };

describe('planChildren', () => {
  it.each([
    { does: 'creates what is absent', observed: new ObservedObjects(), expected: ['create widgets orders'] },
    {
      does: 'does nothing when what is there covers what is meant',
      observed: observing(liveOf(desire())),
      expected: [],
    },
    {
      does: 'applies when what is meant has changed',
      observed: observing(liveOf(desire(2))),
      expected: ['apply widgets orders'],
    },
    {
      does: 'applies when a field is meant no longer, though everything that is meant is there',
      observed: observing(liveOf(stampWithColour())),
      expected: ['apply widgets orders'],
    },
    {
      does: 'applies when somebody changed a field of ours',
      observed: observing(liveOf(desire(), {}, { spec: { size: 9 } })),
      expected: ['apply widgets orders'],
    },
    {
      does: 'applies when somebody took a field of ours away',
      observed: observing(liveOf(desire(), {}, { spec: {} })),
      expected: ['apply widgets orders'],
    },
    {
      does: 'applies when somebody took our stamp away',
      observed: observing(liveOf(desire(), { annotations: {} })),
      expected: ['apply widgets orders'],
    },
    {
      does: "leaves somebody else's alone, and says so",
      observed: observing(liveOf(desire(2), someoneElses)),
      expected: ['taken widgets orders'],
    },
    {
      does: "leaves alone what carries nobody's labels",
      observed: observing(liveOf(desire(2), { labels: undefined })),
      expected: ['taken widgets orders'],
    },
    {
      does: 'waits for what is going away',
      observed: observing(liveOf(desire(2), terminating)),
      expected: [],
    },
    {
      does: 'makes nothing of a kind that is not served',
      observed: new ObservedObjects().withoutKind(WIDGET),
      expected: [],
    },
  ])('$does', ({ observed, expected }) => {
    expect(brief(plan({ observed }))).toEqual(expected);
  });

  function stampWithColour(): StampedChild {
    return stampChild({ type: WIDGET, object: aWidget('orders', { size: 1, colour: 'red' }) }, cluster, undefined);
  }

  it('carries what the apply is judged against', () => {
    const live = liveOf(desire(2));
    expect(plan({ observed: observing(live) }).writes[0]).toMatchObject({
      do: 'apply',
      live: { metadata: { uid: 'u1' } },
    });
  });

  it('does not try again what the server did not keep', () => {
    const observed = observing(liveOf(desire(), {}, { spec: { size: 9 } }));
    expect(brief(plan({ observed, isSettled: () => true }))).toEqual([]);
  });

  it('tries again when something else is meant by now, whatever the server did not keep', () => {
    const observed = observing(liveOf(desire(2)));
    expect(brief(plan({ observed, isSettled: () => true }))).toEqual(['apply widgets orders']);
  });

  it('goes on with the other children when one name is taken', () => {
    const observed = observing(liveOf(desire(), someoneElses));
    const desired = [desire(), desire(1, GADGET)];
    expect(brief(plan({ observed, desired }))).toEqual(['create gadgets orders', 'taken widgets orders']);
  });
});

describe('pruning', () => {
  const ours = liveOf(desire(1, GADGET));

  it.each([
    { does: 'deletes what we made and mean no longer', live: ours, expected: ['delete gadgets orders u1'] },
    { does: 'leaves what somebody else made', live: liveOf(desire(1, GADGET), someoneElses), expected: [] },
    { does: 'leaves what is going already', live: liveOf(desire(1, GADGET), terminating), expected: [] },
  ])('$does', ({ live, expected }) => {
    expect(brief(plan({ desired: [], observed: observing(live, GADGET) }))).toEqual(expected);
  });

  it('keeps what is meant', () => {
    expect(brief(plan({ desired: [desire(1, GADGET)], observed: observing(ours, GADGET) }))).toEqual([]);
  });

  it('keeps an object of another name only when that one is meant', () => {
    const desired = [stampChild({ type: GADGET, object: aWidget('other') }, cluster, undefined)];
    expect(brief(plan({ desired, observed: observing(ours, GADGET) }))).toEqual([
      'create gadgets other',
      'delete gadgets orders u1',
    ]);
  });

  it('never touches a kind that holds data', () => {
    expect(brief(plan({ desired: [], observed: observing(liveOf(desire())) }))).toEqual([]);
  });

  it('touches nothing of a kind that nobody watches or that is not served', () => {
    const observed = new ObservedObjects().with(SERVICE, ours).with(GADGET, ours).withoutKind(GADGET);
    expect(brief(plan({ desired: [], observed }))).toEqual([]);
  });
});

describe('stampChild', () => {
  const stamped = (object = aWidget('orders'), incarnation?: { number: number }): UntypedObject =>
    stampChild({ type: WIDGET, object }, cluster, incarnation).object;
  const hashOf = ({ metadata }: UntypedObject): string | undefined => metadata.annotations?.['dbaas.io/applied-hash'];

  it('marks whose it is, in the namespace of the cluster', () => {
    expect(stamped().metadata).toMatchObject({
      name: 'orders',
      namespace: 'team-a',
      labels: {
        'dbaas.io/cluster': 'orders',
        'dbaas.io/cluster-uid': CLUSTER_UID,
        'dbaas.io/engine': 'postgresql',
        'app.kubernetes.io/managed-by': 'dbaas-operator',
      },
    });
  });

  it("keeps the engine's own labels and annotations, but lets none of them pass for ours", () => {
    const object = aWidget('orders');
    object.metadata.labels = { own: 'yes', [LABELS.clusterUid]: 'forged' };
    object.metadata.annotations = { own: 'yes' };
    const { labels, annotations } = stamped(object).metadata;
    expect(labels).toMatchObject({ own: 'yes', [LABELS.clusterUid]: CLUSTER_UID });
    expect(annotations).toMatchObject({ own: 'yes' });
  });

  it('records what the data was born from where it is told', () => {
    expect(stamped(aWidget('orders'), { number: 2 }).metadata.annotations).toMatchObject({
      'dbaas.io/incarnation': '{"number":2}',
    });
    expect(stamped().metadata.annotations).not.toHaveProperty(['dbaas.io/incarnation']);
  });

  it('hashes the same content alike, whatever the order of its keys', () => {
    const turned = { ...aWidget('orders'), spec: { colour: 'red', size: 1 } };
    const straight = { ...aWidget('orders'), spec: { size: 1, colour: 'red' } };
    expect(hashOf(stamped(turned))).toBe(hashOf(stamped(straight)));
  });

  it.each([
    { does: 'another spec', other: stamped(aWidget('orders', { size: 2 })) },
    { does: 'another incarnation', other: stamped(aWidget('orders'), { number: 2 }) },
  ])('hashes $does differently', ({ other }) => {
    expect(hashOf(other)).not.toBe(hashOf(stamped()));
  });

  it('changes nothing of what it is given', () => {
    const object = aWidget('orders');
    stamped(object);
    expect(object).toEqual(aWidget('orders'));
  });
});
