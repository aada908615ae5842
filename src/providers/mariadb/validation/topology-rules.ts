import { forbidden, invalid } from '../../../domain/validation/field-errors.js';
import type { EngineRule } from '../../contract/validation/index.js';

/**
 * A single member keeps no binary log, and its Services are others: the operator would start the newcomers empty. And of
 * one that has replicas, it refuses to take the last away.
 */
export const checkSingle: EngineRule = ({ cluster, context }) => {
  const before = (context.previous ?? cluster).status?.size ?? context.previous?.spec.clusterSize;
  const { clusterSize } = cluster.spec;
  if (before === undefined || before === 0 || (before === 1) === (clusterSize === 1)) return [];
  const detail =
    before === 1
      ? 'must stay 1: a database of one member keeps no log for others to follow; make another of several, and move the data'
      : 'must be 2 or more: the operator does not take the last replica away';
  return [invalid(['spec', 'clusterSize'], detail, { badValue: clusterSize })];
};

export const checkMonitoring: EngineRule = ({ cluster: { spec } }) =>
  spec.monitoring
    ? [
        forbidden(
          ['spec', 'monitoring'],
          "the members tell no metrics: the operator's exporter is a Deployment of its own that this engine does not set up yet; leave it out",
        ),
      ]
    : [];

/** The operator's object has no place for it, and would drop it without a word. */
export const checkPodAffinity: EngineRule = ({ cluster: { spec } }) =>
  spec.podSchedulingPolicy?.affinity?.podAffinity === undefined
    ? []
    : [
        forbidden(
          ['spec', 'podSchedulingPolicy', 'affinity', 'podAffinity'],
          'has no place in the objects of the operator; use nodeAffinity, or podAntiAffinity',
        ),
      ];
