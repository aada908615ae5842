import { aSubmittedCluster } from '../../../../../test/builders/stand-in-cluster.js';
import { DEFAULT_IMAGE } from '../well-known.js';
import { withDefaults } from './defaults.js';

describe('the mutating webhook', () => {
  it('fills in what the user left out', () => {
    const { spec } = withDefaults(aSubmittedCluster({ spec: { imageName: undefined } }));
    expect(spec).toMatchObject({
      imageName: DEFAULT_IMAGE,
      bootstrap: { initdb: { database: 'app', owner: 'app', encoding: 'UTF8', localeCollate: 'C', localeCType: 'C' } },
      affinity: { podAntiAffinityType: 'preferred' },
      postgresql: {
        parameters: { wal_level: 'logical', ssl_min_protocol_version: 'TLSv1.3', max_worker_processes: '32' },
      },
      monitoring: { customQueriesConfigMap: [{ name: 'cnpg-default-monitoring', key: 'queries' }] },
      replicationSlots: { highAvailability: { enabled: true, slotPrefix: '_cnpg_' } },
      logLevel: 'info',
    });
    expect(spec.probes?.liveness?.isolationCheck).toMatchObject({ enabled: true });
  });

  it('keeps what the user said', () => {
    const given = { postgresql: { parameters: { wal_level: 'replica', work_mem: '8MB' } }, logLevel: 'debug' };
    const { spec } = withDefaults(aSubmittedCluster({ spec: given }));
    expect(spec.postgresql?.parameters).toMatchObject({ wal_level: 'replica', work_mem: '8MB', wal_log_hints: 'on' });
    expect(spec.logLevel).toBe('debug');
  });

  it('gives the database its owner name, and the other way round', () => {
    const { spec } = withDefaults(aSubmittedCluster({ spec: { bootstrap: { initdb: { owner: 'shop' } } } }));
    expect(spec.bootstrap?.initdb).toMatchObject({ database: 'shop', owner: 'shop' });
  });

  it('names no image beside a catalog, and no initdb beside a recovery', () => {
    const imageCatalogRef = { kind: 'ImageCatalog', name: 'pg', major: 17 } as const;
    const bootstrap = { recovery: { source: 'origin' } };
    const { spec } = withDefaults(aSubmittedCluster({ spec: { imageName: undefined, imageCatalogRef, bootstrap } }));
    expect(spec.imageName).toBeUndefined();
    expect(spec.bootstrap).toEqual(bootstrap);
  });

  it('changes nothing the second time', () => {
    const once = withDefaults(aSubmittedCluster());
    expect(withDefaults(once)).toEqual(once);
  });
});
