import { invalid } from '../../../domain/validation/field-errors.js';
import type { EngineRule } from '../../contract/validation/index.js';
import { copiesOf } from '../birth.js';
import type { BrokersRule } from './brokers-input.js';

/** Copies of a partition are on different brokers: fewer brokers than copies, and the operator takes none away. */
export const checkShrinking: BrokersRule = ({ cluster: { spec }, brokers }) => {
  if (brokers === undefined || spec.clusterSize >= brokers) return [];
  const least = copiesOf(brokers);
  if (spec.clusterSize >= least) return [];
  const detail = `must be ${least} or more: partitions have up to ${least} copies, each on a broker of its own, so that none of ${brokers} brokers could leave`;
  return [invalid(['spec', 'clusterSize'], detail, { badValue: spec.clusterSize })];
};

const STORAGE_SIZE = /^\d+(\.\d+)?([KMGT]i?)$/;

/** The operator reads sizes itself, and knows fewer units than Kubernetes. */
export const checkStorageSize: EngineRule = ({ cluster: { spec } }) =>
  STORAGE_SIZE.test(spec.storage.size)
    ? []
    : [
        invalid(['spec', 'storage', 'size'], 'must have a unit of Ki, Mi, Gi, Ti, K, M, G or T for the operator', {
          badValue: spec.storage.size,
        }),
      ];
