import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { KubeObject } from '../../src/kube/meta/index.js';
import { runApplier, type DesiredChild, type Provider } from '../../src/providers/contract/index.js';
import type { DatabaseCluster, DatabaseClusterSpec } from '../../src/resources/database-cluster/index.js';
import type { DatabaseEngine } from '../../src/resources/database-engine/index.js';
import { anApplyInput } from '../builders/apply-input.js';
import { aClusterThatRan, aDatabaseCluster } from '../builders/database-cluster.js';
import { ObservedObjects } from '../builders/observed.js';

export type Choice = Partial<DatabaseClusterSpec>;

/** What databases of both engines are asked alike: each row is one concern, each entry one way to ask for it. */
const SHARED: readonly (readonly Choice[])[] = [
  [{ storage: { size: '10Gi' } }, { storage: { size: '1Ti', className: 'fast' } }],
  [{}, { resources: { cpu: '500m', memory: '2Gi' } }, { resources: { memory: '2Gi' } }],
  [
    {},
    { expose: { type: 'NodePort', annotations: { a: 'b' } } },
    { expose: { type: 'LoadBalancer', sourceRanges: ['10.0.0.0/8'], annotations: { a: 'b' } } },
  ],
  [
    {},
    { podSchedulingPolicy: { antiAffinity: 'None' } },
    {
      powerState: 'Stopped',
      podSchedulingPolicy: {
        antiAffinity: 'Required',
        topologyKey: 'topology.kubernetes.io/zone',
        nodeSelector: { pool: 'db' },
        tolerations: [{ operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 60 }],
        priorityClassName: 'gold',
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: 'topology.kubernetes.io/zone',
            whenUnsatisfiable: 'DoNotSchedule',
            labelSelector: { matchLabels: { 'app.kubernetes.io/instance': 'orders' } },
          },
        ],
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }] }],
            },
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

const crossed = (rows: readonly (readonly Choice[])[]): readonly Choice[] =>
  rows.reduce<Choice[]>(
    (specs, choices) => specs.flatMap((spec) => choices.map((choice) => ({ ...spec, ...choice }))),
    [{}],
  );

/** One engine's rendering, as a table asks for it. */
export class PerconaContract {
  readonly name: string;
  readonly engine: DatabaseEngine;
  readonly matrix: readonly Choice[];

  constructor(
    readonly provider: Provider,
    own: readonly (readonly Choice[])[],
  ) {
    this.name = provider.engine;
    this.engine = parse(readFileSync(`catalogue/${provider.engine}.yaml`, 'utf8')) as DatabaseEngine;
    this.matrix = crossed([...own, ...SHARED]);
  }

  /** A database `orders` of three that has run, with the changes under test. */
  cluster(spec: Choice = {}): DatabaseCluster {
    return aClusterThatRan({ ...this.spec(spec) }, { version: undefined });
  }

  /** As at birth, or beside what stands. */
  render(spec: Choice = {}, standing: readonly DesiredChild[] = []): DesiredChild[] {
    const observed = standing.reduce((all, { type, object }) => all.with(type, object), new ObservedObjects());
    const cluster = standing.length > 0 ? this.cluster(spec) : aDatabaseCluster(this.spec(spec));
    return runApplier(this.provider.applier(anApplyInput({ cluster, engine: this.engine, observed })));
  }

  upstream<T extends KubeObject>(spec: Choice = {}, standing: readonly DesiredChild[] = []): T {
    return this.render(spec, standing).find(({ type }) => type === this.provider.upstream)!.object as T;
  }

  problems(spec: Choice): unknown[] {
    return this.provider.validate(aDatabaseCluster(this.spec(spec)), { engine: this.engine });
  }

  private spec(spec: Choice): Choice {
    const { name } = this.engine.metadata;
    return { engine: name, version: this.engine.spec.defaultVersion, clusterSize: 3, ...spec };
  }
}
