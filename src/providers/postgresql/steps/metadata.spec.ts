import { observing, renderPostgresql } from '../../../../test/builders/apply-input.js';
import { aCnpgCluster } from '../../../../test/builders/cnpg.js';
import { CLUSTER_UID, aDatabaseCluster } from '../../../../test/builders/database-cluster.js';
import { CNPG_ANNOTATIONS } from '../upstream.js';

const born = aCnpgCluster();
const unborn = aCnpgCluster({ status: { currentPrimary: undefined, targetPrimary: undefined } });

describe('the metadata step', () => {
  it('names the child as the cluster, in its namespace', () => {
    expect(renderPostgresql().cluster.metadata).toMatchObject({ name: 'orders', namespace: 'team-a' });
  });

  it.each([
    { does: 'lets a cluster run', powerState: undefined, live: born, expected: 'off' },
    { does: 'says so of one that shall run', powerState: 'Running' as const, live: born, expected: 'off' },
    { does: 'stops one that was born', powerState: 'Stopped' as const, live: born, expected: 'on' },
    { does: 'lets one be born before it stops', powerState: 'Stopped' as const, live: unborn, expected: 'off' },
  ])('$does', ({ powerState, live, expected }) => {
    const { cluster } = renderPostgresql({ cluster: aDatabaseCluster({ powerState }), observed: observing(live) });
    expect(cluster.metadata.annotations?.[CNPG_ANNOTATIONS.hibernation]).toBe(expected);
  });

  it('hands our labels down to pods and volumes, and none that the operator writes itself', () => {
    expect(renderPostgresql().cluster.spec.inheritedMetadata.labels).toEqual({
      'dbaas.io/cluster': 'orders',
      'dbaas.io/cluster-uid': CLUSTER_UID,
      'dbaas.io/engine': 'postgresql',
    });
  });
});
