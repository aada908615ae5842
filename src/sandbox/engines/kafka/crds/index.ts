import type { UntypedObject } from '../../../../kube/meta/index.js';
import { podMonitorDefinition } from '../../mechanics/crds/pod-monitor.js';
import { kafkaDefinition } from './kafka.js';
import { nodePoolDefinition } from './node-pool.js';
import { podSetDefinition } from './pod-set.js';
import { rebalanceDefinition } from './rebalance.js';
import { topicDefinition, userDefinition } from './users-and-topics.js';

/** The kinds of Strimzi that the sandbox serves, and PodMonitor, which its users create beside them. */
export const leanCrds = (): readonly UntypedObject[] => [
  kafkaDefinition,
  nodePoolDefinition,
  podSetDefinition,
  userDefinition,
  topicDefinition,
  rebalanceDefinition,
  podMonitorDefinition,
];
