import type { KubeObject, ResourceType } from '../../src/kube/meta/index.js';
import { runApplier, type DesiredChild } from '../../src/providers/contract/index.js';
import { createApplier } from '../../src/providers/kafka/applier.js';
import type { DatabaseCluster } from '../../src/resources/database-cluster/index.js';
import { anApplyInput } from '../builders/apply-input.js';
import { aDatabaseCluster } from '../builders/database-cluster.js';
import { ObservedObjects } from '../builders/observed.js';
import { catalogueOf, everyCombination, EXPOSURE, MONITORING, RESOURCES, scheduling, type Choice } from './matrix.js';

export const ENGINE = catalogueOf('kafka');

export const MATRIX = everyCombination([
  [
    { clusterSize: 3, version: '4.3' },
    { clusterSize: 1, version: '4.2' },
    { clusterSize: 99, version: '4.2.1' },
  ],
  [{ storage: { size: '10Gi' } }, { storage: { size: '1.5Ti', className: 'fast' } }],
  RESOURCES,
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
  EXPOSURE,
  scheduling('strimzi.io/cluster'),
]);

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
