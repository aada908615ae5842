import { checkAll, ruleInputOf } from '../contract/validation/index.js';
import { checkBackupImage } from '../percona/backups/index.js';
import { checkMonitoring, checkWholeGibibytes } from '../percona/validation/common-rules.js';
import { checkKeptSettings, checkSizes, checkSpellings, checkValues } from './validation/parameter-rules.js';
import { checkName, checkOddSize, checkProxyPresence, checkProxySize } from './validation/topology-rules.js';

/** Every problem that the operator or the server would find in what we render, and those that they would not tell of. */
export const checkRules = checkAll(
  [
    checkName,
    checkOddSize,
    checkWholeGibibytes,
    checkKeptSettings,
    checkSpellings,
    checkValues,
    checkSizes,
    checkProxyPresence,
    checkProxySize,
    checkMonitoring,
    checkBackupImage,
  ],
  ruleInputOf,
);
