import { checkAll, ruleInputOf } from '../contract/validation/index.js';
import { checkKeptSettings, checkLineBreaks } from './validation/parameter-rules.js';
import { checkMonitoring, checkPodAffinity, checkSingle } from './validation/topology-rules.js';

/** Every problem that the operator or the server would find in what we render, and those that they would not tell of. */
export const checkRules = checkAll(
  [checkSingle, checkKeptSettings, checkLineBreaks, checkMonitoring, checkPodAffinity],
  ruleInputOf,
);
