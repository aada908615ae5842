import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { KubeObject, ResourceType } from '../../src/kube/meta/index.js';
import { runApplier, type DesiredChild } from '../../src/providers/contract/index.js';
import { createApplier } from '../../src/providers/kafka/applier.js';
import type { DatabaseCluster, DatabaseClusterSpec } from '../../src/resources/database-cluster/index.js';
import type { DatabaseEngine } from '../../src/resources/database-engine/index.js';
import type { MonitoringConfig } from '../../src/resources/monitoring-config/index.js';
import { anApplyInput } from '../builders/apply-input.js';
import { aDatabaseCluster } from '../builders/database-cluster.js';
import { ObservedObjects } from '../builders/observed.js';

export const ENGINE = parse(readFileSync('catalogue/kafka.yaml', 'utf8')) as DatabaseEngine;

export type Choice = Partial<DatabaseClusterSpec>;

/** Each row is one concern, each entry one way to ask for it: the matrix is every combination. */
const CHOICES: readonly (readonly Choice[])[] = [
  [
    { clusterSize: 3, version: '4.3' },
    { clusterSize: 1, version: '4.2' },
    { clusterSize: 99, version: '4.2.1' },
  ],
  [{ storage: { size: '10Gi' } }, { storage: { size: '1.5Ti', className: 'fast' } }],
  [{}, { resources: { cpu: '500m', memory: '2Gi' } }, { resources: { memory: '2Gi' } }],
  [
    {},
    {
      config: [
        { name: 'log.retention.ms', value: '60000' },
        { name: 'auto.create.topics.enable', value: 'false' },
        { name: 'a.plugin.of.mine', value: 'x' },
      ],
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
            labelSelector: { matchLabels: { 'strimzi.io/cluster': 'orders' } },
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
];

export const MATRIX: readonly Choice[] = CHOICES.reduce<Choice[]>(
  (specs, choices) => specs.flatMap((spec) => choices.map((choice) => ({ ...spec, ...choice }))),
  [{}],
);

const MONITORING: MonitoringConfig = {
  apiVersion: 'dbaas.io/v1alpha1',
  kind: 'MonitoringConfig',
  metadata: { name: 'prometheus', namespace: 'team-a' },
  spec: { prometheus: { labels: { release: 'monitoring' }, interval: '30s' } },
};

/** A Kafka `orders` of three, with the changes under test. */
export const aKafkaCluster = (spec: Choice = {}): DatabaseCluster =>
  aDatabaseCluster({ engine: 'kafka', version: '4.3', ...spec });

/** As at birth, or beside what stands. */
export const render = (spec: Choice, standing: readonly DesiredChild[] = []): DesiredChild[] =>
  runApplier(
    createApplier(
      anApplyInput({
        cluster: aKafkaCluster(spec),
        engine: ENGINE,
        monitoring: MONITORING,
        observed: standing.reduce((all, { type, object }) => all.with(type, object), new ObservedObjects()),
      }),
    ),
  );

/** Of a kind, by the end or the beginning of its name where there are several. */
export const childOf = <T extends KubeObject>(children: readonly DesiredChild[], type: ResourceType, name = ''): T =>
  children.find((child) => child.type === type && child.object.metadata.name.includes(name))?.object as T;
