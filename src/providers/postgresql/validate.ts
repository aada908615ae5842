import { checkAll, ruleInputOf } from '../contract/validation/index.js';
import { checkName } from './validation/name-rules.js';
import {
  checkParameterNames,
  checkParameterSpellings,
  checkWalLevel,
  checkWalLogHints,
} from './validation/parameter-rules.js';
import { checkPgbouncerSettings } from './validation/proxy-rules.js';
import { checkImageTag, checkMajor } from './validation/release-rules.js';
import { checkSharedBuffers, checkSizeSyntax, checkWalSizes } from './validation/size-rules.js';

/** Every problem that the operator's webhooks would find in what we render, blamed on the field that the user wrote. */
export const checkRules = checkAll(
  [
    checkName,
    checkImageTag,
    checkMajor,
    checkParameterNames,
    checkParameterSpellings,
    checkWalLevel,
    checkWalLogHints,
    checkSizeSyntax,
    checkWalSizes,
    checkSharedBuffers,
    checkPgbouncerSettings,
  ],
  ruleInputOf,
);
