import { checkAll, ruleInputOf } from '../contract/validation/index.js';
import { checkBackupImage } from '../percona/backups/index.js';
import { checkMonitoring, checkWholeGibibytes } from '../percona/validation/common-rules.js';
import { checkSettings } from './validation/parameter-rules.js';
import { checkRouters } from './validation/proxy-rules.js';

/** Every problem that the operator or the server would find in what we render, and those that they would not tell of. */
export const checkRules = checkAll(
  [checkWholeGibibytes, checkSettings, checkRouters, checkMonitoring, checkBackupImage],
  ruleInputOf,
);
