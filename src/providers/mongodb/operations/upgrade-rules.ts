import { targetVersionOf } from '../../contract/operations/index.js';
import { isMajor, runsTarget, type UpgradeRules } from '../../percona/operations/index.js';
import { ofRole } from '../../percona/view.js';
import type { Psmdb } from '../upstream.js';
import type { Situation } from './situation.js';

/** Until the operator raises the feature compatibility version, the release before can read everything. */
export const UPGRADE_RULES: UpgradeRules<Psmdb> = {
  warnings: (situation) =>
    isMajor(situation)
      ? [
          'As soon as every member runs it, the operator raises the feature compatibility version: from then on only a backup from before leads back.',
        ]
      : [],
  whyNoWayBack: (situation) =>
    isMajor(situation) && isEverywhere(situation)
      ? `Every member runs ${targetVersionOf(situation)}, and the data may have been made for it; only a backup from before leads back.`
      : undefined,
};

const isEverywhere = (situation: Situation): boolean =>
  ofRole(situation.view, 'data', 'config')
    .flatMap(({ pods }) => pods)
    .every((pod) => runsTarget(situation, pod));
