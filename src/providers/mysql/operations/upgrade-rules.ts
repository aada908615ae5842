import { describeTroubleOf, isPodReady } from '../../contract/objects/index.js';
import type { UntypedObject } from '../../../kube/meta/index.js';
import { targetVersionOf } from '../../contract/operations/index.js';
import { isMajor, runsTarget, type UpgradeRules } from '../../percona/operations/index.js';
import { ofRole } from '../../percona/view.js';
import type { Pxc } from '../upstream.js';

/** A newer release converts the data when it starts on it, and no older one reads it again. */
export const UPGRADE_RULES: UpgradeRules<Pxc> = {
  warnings: (situation) => [
    'It is one way: no older release reads data that a newer one has started on. Take a backup first.',
    ...(isMajor(situation) ? [NATIVE_PASSWORDS, OLD_BACKUPS] : []),
  ],
  whyNoWayBack: (situation) => {
    const pod = ofRole(situation.view, 'data')
      .flatMap(({ pods }) => pods)
      .find((each) => runsTarget(situation, each) && hasStarted(each));
    const version = targetVersionOf(situation);
    return pod && `${pod.metadata.name} has started with ${version}, and no older release reads its data again.`;
  },
};

const NATIVE_PASSWORDS =
  'From 8.4 on, mysql_native_password is off: users who log in by it must have been moved to caching_sha2_password.';
const OLD_BACKUPS =
  'Backups of the former line cannot be restored into it; until the first of the new line, there is no way back.';

/** One that never got as far as running its image has not touched the data. */
const hasStarted = (pod: UntypedObject): boolean => isPodReady(pod) || !NEVER_RAN.test(describeTroubleOf(pod) ?? '');
const NEVER_RAN = /ImagePull|InvalidImage|cannot be scheduled/;
