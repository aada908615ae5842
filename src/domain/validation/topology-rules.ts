import type { ClusterRule } from './cluster-rule.js';
import { forbidden, invalid, notSupported } from './field-errors.js';

const SIZE = ['spec', 'clusterSize'] as const;

/** The number of members is one that the engine runs, and a safe one unless the user insists. */
export const checkSize: ClusterRule = ({ spec }, { engine }) => {
  const { minimum, maximum, unsafe, recommended } = engine.spec.sizes;
  const badValue = spec.clusterSize;
  if (badValue < minimum) return [invalid(SIZE, `must be ${minimum} or more`, { badValue })];
  if (maximum !== undefined && badValue > maximum) return [invalid(SIZE, `must be ${maximum} or less`, { badValue })];
  if (!unsafe?.includes(badValue) || spec.allowUnsafeTopology) return [];
  const detail = `is unsafe for this engine; ${recommended} is recommended, or set spec.allowUnsafeTopology to accept the risk`;
  return [forbidden(SIZE, detail, { badValue, allowed: [String(recommended)] })];
};

export const checkSharding: ClusterRule = ({ spec: { sharding } }, { capabilities }) =>
  !sharding || capabilities.sharding
    ? []
    : [forbidden(['spec', 'sharding'], 'databases of this engine have no shards')];

export const checkPowerState: ClusterRule = ({ spec }, { capabilities }) => {
  if (spec.powerState !== 'Stopped' || capabilities.powerState) return [];
  const extras = { badValue: spec.powerState, allowed: ['Running'] };
  return [notSupported(['spec', 'powerState'], 'this engine cannot be stopped', extras)];
};
