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
