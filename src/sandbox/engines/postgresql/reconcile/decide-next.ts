import { firstOf } from '../../mechanics/first-of.js';
import { ANNOTATION, PHASE } from '../well-known.js';
import type { ClusterView } from './cluster-view.js';
import { reportFailedJobs, reportFullDisk } from './rules/failed-states.js';
import { hibernate } from './rules/hibernate.js';
import {
  awaitInstances,
  awaitTermination,
  cleanUpJobs,
  createFirstInstance,
  fillVolumes,
  replaceUnschedulable,
  scaleDown,
  scaleUp,
  startInstances,
} from './rules/instances.js';
import { upgradeMajor } from './rules/major-upgrade.js';
import { awaitBackup, awaitCatalog, awaitPlugins, refuseInvalidDefinition } from './rules/preconditions.js';
import { failOver, labelRoles, movePrimary, restartInPlace } from './rules/primary.js';
import { provision } from './rules/provision.js';
import { rollOut } from './rules/rollout.js';
import { addVolumes, adoptVolumes, growVolumes, rebuildUnrecoverable } from './rules/volumes.js';
import type { Rule, Step } from './step.js';

const settle: Rule = ({ cluster }) => {
  // Only the instance manager says more than "healthy"; its word stands until the next change.
  const { phase, phaseReason } = cluster.status ?? {};
  return {
    because: 'nothing is left to do',
    status: { phase: PHASE.healthy, phaseReason: phase === PHASE.healthy ? phaseReason : undefined },
  };
};

/** The operator's loop, in its order: the first rule with something to say decides. */
const RULES: readonly Rule[] = [
  refuseInvalidDefinition,
  awaitPlugins,
  awaitCatalog,
  provision,
  awaitBackup,
  reportFullDisk,
  reportFailedJobs,
  upgradeMajor,
  hibernate,
  restartInPlace,
  movePrimary,
  labelRoles,
  failOver,
  rebuildUnrecoverable,
  adoptVolumes,
  addVolumes,
  growVolumes,
  createFirstInstance,
  fillVolumes,
  startInstances,
  awaitTermination,
  replaceUnschedulable,
  awaitInstances,
  cleanUpJobs,
  scaleDown,
  scaleUp,
  rollOut,
  settle,
];

/**
 * One step towards what the Cluster asks for, from what there is: pure, so a table can hold every sequence. Undefined
 * when the operator must keep its hands off.
 */
export function decideNext(view: ClusterView): Step | undefined {
  const { metadata } = view.cluster;
  if (metadata.deletionTimestamp || metadata.annotations?.[ANNOTATION.reconciliationLoop] === 'disabled')
    return undefined;
  return firstOf(RULES, (rule) => rule(view));
}
