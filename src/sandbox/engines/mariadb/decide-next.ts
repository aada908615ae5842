import { firstOf } from '../mechanics/first-of.js';
import { forgetVolumes, noteNewVolumes, recoverReplicas, scaleOut } from './rules/newcomers.js';
import { failOnRequest, initialize, logIn } from './rules/initialize.js';
import { failOver, replacePods, switchPrimary } from './rules/primary.js';
import { makeSecrets, syncServices, writeDefaults } from './rules/provision.js';
import { syncSet } from './rules/set.js';
import { growVolumes } from './rules/storage.js';
import type { Rule, Step } from './step.js';
import type { MariadbView } from './view.js';

/** The operator's round, in its order. */
const RULES: readonly Rule[] = [
  failOnRequest,
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

/** The first rule with something to say decides; one that is suspended is not looked at. */
export function decideNext(view: MariadbView): Step | undefined {
  if (view.mariadb.spec.suspend) return undefined;
  return firstOf(RULES, (rule) => rule(view));
}
