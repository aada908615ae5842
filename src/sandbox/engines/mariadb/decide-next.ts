import { forgetVolumes, noteNewVolumes, recoverReplicas, scaleOut } from './rules/newcomers.js';
import { initialize, logIn } from './rules/initialize.js';
import { failOver, replacePods, switchPrimary } from './rules/primary.js';
import { makeSecrets, syncServices, writeDefaults } from './rules/provision.js';
import { syncSet } from './rules/set.js';
import { growVolumes } from './rules/storage.js';
import type { Rule, Step } from './step.js';
import type { MariadbView } from './view.js';

/** The operator's round, in its order. */
const RULES: readonly Rule[] = [
  writeDefaults,
  makeSecrets,
  logIn,
  initialize,
  scaleOut,
  recoverReplicas,
  growVolumes,
  syncSet,
  syncServices,
  failOver,
  switchPrimary,
  replacePods,
  noteNewVolumes,
  forgetVolumes,
];

/** The first rule with something to say decides; one that is suspended, or ordered to fail, is not looked at. */
export function decideNext(view: MariadbView): Step | undefined {
  if (view.mariadb.spec.suspend || view.failures.has('reconcile')) return undefined;
  for (const rule of RULES) {
    const step = rule(view);
    if (step) return step;
  }
  return undefined;
}
