import { compareQuantities, isQuantity } from '../../../../kube/meta/index.js';
import type { NodePool, NodeRole, Volume } from '../kafka.js';
import { invalidResource, type Problem, type ValidationRule } from './problem.js';

const havePools: ValidationRule = ({ kafka, pools }) =>
  pools.length > 0
    ? []
    : [
        {
          reason: 'InvalidConfigurationException',
          message: `KafkaNodePools are enabled, but no KafkaNodePools found for Kafka cluster ${kafka.metadata.name}`,
        },
      ];

const haveBothRoles: ValidationRule = ({ pools }) =>
  (['controller', 'broker'] as const)
    .filter((role) => !pools.some(({ spec }) => spec.roles.includes(role) && spec.replicas > 0))
    .map((role) =>
      invalidResource(`At least one KafkaNodePool with the ${role} role and at least one replica is required`),
    );

/** The quorum is written into every node when the cluster is born. */
const quorumIsFixed: ValidationRule = ({ pools }) =>
  pools
    .filter((pool) => isController(pool) && hasOtherSize(pool))
    .map(({ metadata, status }) =>
      invalidResource(
        `The number of controllers in KafkaNodePool ${metadata.name} cannot be changed: it has ${status?.replicas}`,
      ),
    );

const isController = ({ spec, status }: NodePool): boolean =>
  [...spec.roles, ...(status?.roles ?? [])].includes('controller' satisfies NodeRole);

const hasOtherSize = ({ spec, status }: NodePool): boolean =>
  status?.replicas !== undefined && status.replicas > 0 && status.replicas !== spec.replicas;

const resourcesFit: ValidationRule = ({ pools }) => pools.flatMap(complainOfResources);

function complainOfResources({ metadata, spec: { resources = {} } }: NodePool): Problem[] {
  const { requests = {}, limits = {} } = resources;
  const tooMuch = Object.entries(requests).filter(([name, amount]) => {
    const limit = String(limits[name] ?? '');
    return isQuantity(limit) && isQuantity(String(amount)) && compareQuantities(String(amount), limit) > 0;
  });
  return tooMuch.map(([name]) =>
    invalidResource(`KafkaNodePool ${metadata.name}: the request of ${name} is higher than its limit`),
  );
}

const volumesFit: ValidationRule = ({ pools }) => pools.flatMap(complainOfVolumes);

function complainOfVolumes({ metadata, spec: { storage } }: NodePool): Problem[] {
  if (storage.type !== 'jbod') return complainOfVolume(metadata.name, storage);
  const { volumes = [] } = storage as { volumes?: Volume[] };
  if (volumes.length === 0) return [invalidResource(`KafkaNodePool ${metadata.name}: jbod storage needs volumes`)];
  const ids = volumes.map(({ id }) => id);
  const sharing = volumes.filter(({ kraftMetadata }) => kraftMetadata === 'shared');
  return [
    ...(ids.includes(undefined) ? [invalidResource(`KafkaNodePool ${metadata.name}: every volume needs an id`)] : []),
    ...(new Set(ids).size < ids.length
      ? [invalidResource(`KafkaNodePool ${metadata.name}: volume ids are not unique`)]
      : []),
    ...(sharing.length > 1
      ? [invalidResource(`KafkaNodePool ${metadata.name}: only one volume may hold the KRaft metadata`)]
      : []),
    ...volumes.flatMap((volume) => complainOfVolume(metadata.name, volume)),
  ];
}

/** Kafka's disks take fewer letters than Kubernetes does. */
const SIZE = /^\d+(\.\d+)?([KMGTPE]i?)?$/;

function complainOfVolume(pool: string, { type, size }: Volume): Problem[] {
  if (type !== 'persistent-claim' || (size !== undefined && SIZE.test(size))) return [];
  return [invalidResource(`KafkaNodePool ${pool}: size "${size ?? ''}" of a persistent volume claim is not valid`)];
}

export const poolRules: readonly ValidationRule[] = [havePools, haveBothRoles, quorumIsFixed, resourcesFit, volumesFit];
