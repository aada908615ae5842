import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { DatabaseClusterSpec } from '../../src/resources/database-cluster/index.js';
import type { DatabaseEngine } from '../../src/resources/database-engine/index.js';
import type { MonitoringConfig } from '../../src/resources/monitoring-config/index.js';
import type { PodSchedulingPolicy } from '../../src/resources/shared/pod-scheduling-policy.js';

export type Choice = Partial<DatabaseClusterSpec>;

/** One concern; each entry is one way to ask for it. */
export type Concern = readonly Choice[];

/** Every combination. */
export const everyCombination = (concerns: readonly Concern[]): readonly Choice[] =>
  concerns.reduce<Choice[]>(
    (specs, choices) => specs.flatMap((spec) => choices.map((choice) => ({ ...spec, ...choice }))),
    [{}],
  );

/** Every two choices of different concerns together, the others at their first: what is worth a request each. */
export function everyPair(concerns: readonly Concern[]): readonly Choice[] {
  const firsts = concerns.reduce<Choice>((spec, [first]) => ({ ...spec, ...first }), {});
  const pairs = concerns.flatMap((choices, row) => {
    const others = concerns.slice(row + 1).flat();
    return choices.flatMap((choice) => others.map((other) => ({ ...firsts, ...choice, ...other })));
  });
  return [...new Set(pairs.map((spec) => JSON.stringify(spec)))].map((text) => JSON.parse(text) as Choice);
}

export const RESOURCES: Concern = [{}, { resources: { cpu: '500m', memory: '2Gi' } }, { resources: { memory: '2Gi' } }];

export const EXPOSURE: Concern = [
  {},
  { expose: { type: 'ClusterIP' } },
  { expose: { type: 'NodePort', annotations: { a: 'b' } } },
  { expose: { type: 'LoadBalancer', sourceRanges: ['10.0.0.0/8'], annotations: { a: 'b' } } },
];

type Affinity = NonNullable<PodSchedulingPolicy['affinity']>;

const NODE_AFFINITY: Affinity['nodeAffinity'] = {
  requiredDuringSchedulingIgnoredDuringExecution: {
    nodeSelectorTerms: [{ matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }] }],
  },
};

const POD_AFFINITY: Affinity['podAffinity'] = {
  preferredDuringSchedulingIgnoredDuringExecution: [
    {
      weight: 10,
      podAffinityTerm: {
        topologyKey: 'kubernetes.io/hostname',
        labelSelector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] },
      },
    },
  ],
};

const POD_ANTI_AFFINITY: Affinity['podAntiAffinity'] = {
  requiredDuringSchedulingIgnoredDuringExecution: [
    { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'noisy' } } },
  ],
};

/** Everything that can be said of where pods run; `label` is one by which the operator knows those of a cluster. */
const fullPolicy = (label: string): PodSchedulingPolicy => ({
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
      labelSelector: { matchLabels: { [label]: 'orders' } },
    },
  ],
  affinity: { nodeAffinity: NODE_AFFINITY, podAffinity: POD_AFFINITY, podAntiAffinity: POD_ANTI_AFFINITY },
});

/** `hasPodAffinity`: false of operators that have no place for it. */
export function scheduling(label: string, { hasPodAffinity = true } = {}): Concern {
  const { affinity, ...policy } = fullPolicy(label);
  const { podAffinity: _podAffinity, ...others } = affinity!;
  return [
    {},
    { podSchedulingPolicy: { antiAffinity: 'None' } },
    { podSchedulingPolicy: { ...policy, affinity: hasPodAffinity ? affinity : others } },
  ];
}

export const MONITORING: MonitoringConfig = {
  apiVersion: 'dbaas.io/v1alpha1',
  kind: 'MonitoringConfig',
  metadata: { name: 'prometheus', namespace: 'team-a' },
  spec: { prometheus: { labels: { release: 'monitoring' }, interval: '30s' } },
};

export const catalogueOf = (engine: string): DatabaseEngine =>
  parse(readFileSync(`catalogue/${engine}.yaml`, 'utf8')) as DatabaseEngine;
