import { observing, renderPostgresql, type Rendered } from '../builders/apply-input.js';
import { aDatabaseCluster } from '../builders/database-cluster.js';
import {
  catalogueOf,
  everyCombination,
  everyPair,
  EXPOSURE,
  MONITORING,
  RESOURCES,
  scheduling,
  type Choice,
  type Concern,
} from './matrix.js';

export const ENGINE = catalogueOf('postgresql');

const CONCERNS: readonly Concern[] = [
  [{ clusterSize: 1 }, { clusterSize: 3, version: '16' }, { clusterSize: 99, version: '18.4' }],
  [
    { storage: { size: '10Gi' } },
    { storage: { size: '1Ti', className: 'fast', wal: { size: '100Gi', className: 'faster' } } },
  ],
  RESOURCES.slice(0, 2),
  [
    {},
    {
      config: [
        { name: 'max_connections', value: '200' },
        { name: 'shared_preload_libraries', value: 'pg_cron,auto_explain' },
        { name: 'pg_stat_statements.max', value: '1000' },
      ],
    },
  ],
  [
    {},
    { proxy: { type: 'none' } },
    { proxy: { type: 'pgbouncer' } },
    {
      proxy: {
        type: 'pgbouncer',
        size: 5,
        resources: { cpu: '1' },
        config: [
          { name: 'pool_mode', value: 'transaction' },
          { name: 'default_pool_size', value: '40' },
        ],
      },
    },
  ],
  EXPOSURE,
  scheduling('cnpg.io/cluster'),
  [{ powerState: 'Running' }, { powerState: 'Stopped' }],
];

export const MATRIX = everyCombination(CONCERNS);
export const PAIRS = everyPair(CONCERNS);

/** As at birth, or after the operator has made something of what stood before. */
export const render = (spec: Choice, before?: Rendered): Rendered =>
  renderPostgresql({
    cluster: aDatabaseCluster(spec),
    engine: ENGINE,
    monitoring: MONITORING,
    ...(before && {
      observed: observing({
        ...before.cluster,
        status: { currentPrimary: 'orders-1', image: before.cluster.spec.imageName },
      }),
    }),
  });
