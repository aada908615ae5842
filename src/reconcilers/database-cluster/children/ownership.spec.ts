import { ANNOTATIONS, LABELS } from '../../../domain/naming.js';
import type { UntypedObject } from '../../../kube/meta/index.js';
import type { DatabaseCluster, IncarnationStatus } from '../../../resources/database-cluster/index.js';
import { judgeUpstream } from './ownership.js';

const UID = 'cluster-uid';

function aCluster(incarnation?: IncarnationStatus, annotations: Record<string, string> = {}): DatabaseCluster {
  return {
    apiVersion: 'dbaas.io/v1alpha1',
    kind: 'DatabaseCluster',
    metadata: { name: 'orders', namespace: 'team-a', uid: UID, annotations },
    spec: { engine: 'postgresql', clusterSize: 3, storage: { size: '10Gi' } },
    status: { incarnation },
  };
}

function anUpstream(uid: string, { owner = UID, born = 1 } = {}): UntypedObject {
  return {
    apiVersion: 'example.org/v1',
    kind: 'Upstream',
    metadata: {
      name: 'orders',
      namespace: 'team-a',
      uid,
      labels: { [LABELS.clusterUid]: owner },
      annotations: { [ANNOTATIONS.incarnation]: JSON.stringify({ number: born }) },
    },
  };
}

const ran: IncarnationStatus = { number: 1, upstreamUid: 'u1', firstRunningAt: '2026-01-01T00:00:00Z' };
const consent = { [ANNOTATIONS.recreateEmpty]: '1' };

describe('judgeUpstream', () => {
  it.each([
    {
      does: 'creates the first',
      cluster: aCluster(),
      live: undefined,
      expected: { is: 'absent', incarnation: { number: 1 } },
    },
    {
      does: 'leaves alone what is not ours',
      cluster: aCluster(),
      live: anUpstream('u1', { owner: 'other' }),
      expected: { is: 'taken' },
    },
    {
      does: 'leaves alone what is not ours even after a loss was accepted',
      cluster: aCluster(ran, consent),
      live: anUpstream('u2', { owner: 'other' }),
      expected: { is: 'taken' },
    },
    {
      does: 'recognises its own when a crash came before the record',
      cluster: aCluster(),
      live: anUpstream('u1'),
      expected: { is: 'ours', incarnation: { number: 1 } },
    },
    {
      does: 'makes again what vanished before it ever ran',
      cluster: aCluster({ number: 1, upstreamUid: 'u1' }),
      live: undefined,
      expected: { is: 'absent', incarnation: { number: 1 } },
    },
    {
      does: 'calls it a loss when it vanished after it ran',
      cluster: aCluster(ran),
      live: undefined,
      expected: { is: 'lost', incarnation: { number: 1 }, replaced: false },
    },
    {
      does: 'starts the next incarnation when the loss is accepted',
      cluster: aCluster(ran, consent),
      live: undefined,
      expected: { is: 'absent', incarnation: { number: 2 } },
    },
    {
      does: 'does not take an old consent for the next incarnation',
      cluster: aCluster({ ...ran, number: 2 }, consent),
      live: undefined,
      expected: { is: 'lost', incarnation: { number: 2 }, replaced: false },
    },
    {
      does: 'calls a silent replacement a loss',
      cluster: aCluster(ran),
      live: anUpstream('u2'),
      expected: { is: 'lost', incarnation: { number: 1 }, replaced: true },
    },
    {
      does: 'goes on with the next incarnation after a crash before its record',
      cluster: aCluster(ran, consent),
      live: anUpstream('u2', { born: 2 }),
      expected: { is: 'ours', incarnation: { number: 2 } },
    },
  ])('$does', ({ cluster, live, expected }) => {
    expect(judgeUpstream(cluster, live)).toEqual(expected);
  });
});

describe('judgeUpstream, of data that comes from somewhere', () => {
  const source = { storage: 'main', archive: 'team-a/billing-1', backupId: '42' };
  const rebirth = { incarnation: 2, source };
  const aBorn = (number: number, from = source): UntypedObject => ({
    ...anUpstream('u2'),
    metadata: {
      ...anUpstream('u2').metadata,
      annotations: { [ANNOTATIONS.incarnation]: JSON.stringify({ number, source: from }) },
    },
  });

  it.each([
    {
      does: 'fills the first with what the specification means',
      cluster: aCluster(),
      origin: { source },
      expected: { is: 'absent', incarnation: { number: 1, source } },
    },
    {
      does: 'goes by the record once there is one, whatever the specification would mean now',
      cluster: aCluster({ number: 1, source }),
      origin: { source: { storage: 'other', archive: 'x' } },
      expected: { is: 'absent', incarnation: { number: 1, source } },
    },
    {
      does: 'goes by what the object says it was born from when a crash came before the record',
      cluster: aCluster(),
      live: aBorn(1),
      origin: {},
      expected: { is: 'ours', incarnation: { number: 1, source } },
    },
    {
      does: 'makes the next while an operation makes the data anew',
      cluster: aCluster(ran),
      origin: { rebirth },
      expected: { is: 'absent', incarnation: { number: 2, source } },
    },
    {
      does: 'leaves the old as it is until the operation has removed it',
      cluster: aCluster(ran),
      live: anUpstream('u1'),
      origin: { rebirth },
      expected: { is: 'ours', incarnation: { number: 1 } },
    },
    {
      does: 'knows the next for its own before the record has it',
      cluster: aCluster(ran),
      live: aBorn(2),
      origin: { rebirth },
      expected: { is: 'ours', incarnation: { number: 2, source } },
    },
    {
      does: 'takes the loss of the next, once it ran, for a loss though the operation has not ended',
      cluster: aCluster({ ...ran, number: 2, source }),
      origin: { rebirth },
      expected: { is: 'lost', incarnation: { number: 2, source }, replaced: false },
    },
    {
      does: 'takes the absence for a loss when the operation has ended',
      cluster: aCluster(ran),
      origin: {},
      expected: { is: 'lost', incarnation: { number: 1 }, replaced: false },
    },
    {
      does: 'begins empty, and not from the old source, when the loss was accepted',
      cluster: aCluster({ ...ran, source }, consent),
      origin: {},
      expected: { is: 'absent', incarnation: { number: 2 } },
    },
  ])('$does', ({ cluster, live, origin, expected }) => {
    expect(judgeUpstream(cluster, live, origin)).toEqual(expected);
  });
});

describe('judgeUpstream, of data that is replaced where it stands', () => {
  const source = { storage: 'main', archive: 'team-a/orders-1', backupId: '42' };
  const aRefilled = (number: number): UntypedObject => ({
    ...anUpstream('u1'),
    metadata: {
      ...anUpstream('u1').metadata,
      annotations: { [ANNOTATIONS.incarnation]: JSON.stringify({ number, ...(number > 1 && { source }) }) },
    },
  });

  it.each([
    { what: 'is that of before, until an operation says otherwise', recorded: ran, live: 1, is: { number: 1 } },
    { what: 'begins with what is written on the upstream', recorded: ran, live: 2, is: { number: 2, source } },
    {
      what: 'does not begin twice, though a pass that came late has put back the last one',
      recorded: { ...ran, number: 2, source },
      live: 1,
      is: { number: 2, source },
    },
  ])('its incarnation $what', ({ recorded, live, is }) => {
    expect(judgeUpstream(aCluster(recorded), aRefilled(live))).toEqual({ is: 'ours', incarnation: is });
  });
});
