import type { FieldError, FieldPath } from '../../kube/schema/index.js';
import type { ComputeResources } from '../../resources/database-cluster/index.js';
import type { ClusterRule } from './cluster-rule.js';
import { checkPositiveQuantity } from './storage-rules.js';

export const checkResources: ClusterRule = ({ spec }) => [
  ...checkAmounts(['spec', 'resources'], spec.resources),
  ...checkAmounts(['spec', 'proxy', 'resources'], spec.proxy?.resources),
];

function checkAmounts(path: FieldPath, resources: ComputeResources | undefined): FieldError[] {
  return [
    ...checkPositiveQuantity([...path, 'cpu'], resources?.cpu),
    ...checkPositiveQuantity([...path, 'memory'], resources?.memory),
  ];
}
