import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { DatabaseClusterSpec } from '../../src/resources/database-cluster/index.js';
import type { DatabaseEngine } from '../../src/resources/database-engine/index.js';
import type { MonitoringConfig } from '../../src/resources/monitoring-config/index.js';
import { observing, renderPostgresql, type Rendered } from '../builders/apply-input.js';
import { aDatabaseCluster } from '../builders/database-cluster.js';

export const ENGINE = parse(readFileSync('catalogue/postgresql.yaml', 'utf8')) as DatabaseEngine;

export type Choice = Partial<DatabaseClusterSpec>;

/** Each row is one concern, each entry one way to ask for it: the matrix is every combination. */
const CHOICES: readonly (readonly Choice[])[] = [
  [{ clusterSize: 1 }, { clusterSize: 3, version: '16' }, { clusterSize: 99, version: '18.4' }],
  [
    { storage: { size: '10Gi' } },
    { storage: { size: '1Ti', className: 'fast', wal: { size: '100Gi', className: 'faster' } } },
  ],
  [{}, { resources: { cpu: '500m', memory: '2Gi' } }],
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
  [
    {},
    { expose: { type: 'ClusterIP' } },
    { expose: { type: 'NodePort', annotations: { a: 'b' } } },
    { expose: { type: 'LoadBalancer', sourceRanges: ['10.0.0.0/8'], annotations: { a: 'b' } } },
  ],
  [
    {},
    { podSchedulingPolicy: { antiAffinity: 'None' } },
    {
      podSchedulingPolicy: {
        antiAffinity: 'Required',
        topologyKey: 'topology.kubernetes.io/zone',
        nodeSelector: { pool: 'db' },
        tolerations: [
          { key: 'db', operator: 'Equal', value: 'yes', effect: 'NoSchedule' },
          { operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 60 },
        ],
        priorityClassName: 'gold',
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: 'topology.kubernetes.io/zone',
            whenUnsatisfiable: 'DoNotSchedule',
            labelSelector: { matchLabels: { 'cnpg.io/cluster': 'orders' } },
          },
        ],
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }] }],
            },
          },
          podAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
              {
                weight: 10,
                podAffinityTerm: {
                  topologyKey: 'kubernetes.io/hostname',
                  labelSelector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] },
                },
              },
            ],
          },
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'noisy' } } },
            ],
          },
        },
      },
    },
  ],
  [{ powerState: 'Running' }, { powerState: 'Stopped' }],
];

export const MATRIX: readonly Choice[] = CHOICES.reduce<Choice[]>(
  (specs, choices) => specs.flatMap((spec) => choices.map((choice) => ({ ...spec, ...choice }))),
  [{}],
);

/** Every two choices of different concerns together, the others at their first: what is worth a request each. */
export const PAIRS: readonly Choice[] = [...new Set(CHOICES.flatMap(pairsOf).map((spec) => JSON.stringify(spec)))].map(
  (text) => JSON.parse(text) as Choice,
);

function pairsOf(choices: readonly Choice[], row: number): Choice[] {
  const firsts = CHOICES.reduce<Choice>((spec, [first]) => ({ ...spec, ...first }), {});
  const others = CHOICES.slice(row + 1).flat();
  return choices.flatMap((choice) => others.map((other) => ({ ...firsts, ...choice, ...other })));
}

const MONITORING: MonitoringConfig = {
  apiVersion: 'dbaas.io/v1alpha1',
  kind: 'MonitoringConfig',
  metadata: { name: 'prometheus', namespace: 'team-a' },
  spec: { prometheus: { labels: { release: 'monitoring' }, interval: '30s' } },
};

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
