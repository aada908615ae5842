import type { BuiltInOperationType, OperationHandler } from '../../contract/index.js';
import { restartOf } from '../../contract/operations/index.js';
import type { PerconaDialect } from '../dialect.js';
import type { PerconaCluster } from '../upstream.js';
import { exposeBy, type Doors } from './expose.js';
import { horizontalScalingBy } from './horizontal-scaling.js';
import { startBy, stopBy } from './power.js';
import { rebuildInstanceBy } from './rebuild-instance.js';
import { reconfiguringBy, type IsConfigured } from './reconfiguring.js';
import { restartAllBy } from './restart-all.js';
import { restartMembersBy } from './restart-members.js';
import type { DefineFor } from './situation.js';
import { upgradeBy, type UpgradeRules } from './upgrade.js';
import { verticalScalingBy } from './vertical-scaling.js';
import { volumeExpansionBy } from './volume-expansion.js';

export { operationsOn } from './define-operation.js';
export { isMajor, runsTarget, type UpgradeRules } from './upgrade.js';
export type { Doors } from './expose.js';
export type { SituationOf } from './situation.js';

/** What operations must know of one engine alone. */
export interface EngineRules<U extends PerconaCluster> {
  readonly isConfigured: IsConfigured<U>;
  readonly upgrade: UpgradeRules<U>;
  readonly doors: Doors<U>;
}

type Shared = Record<Exclude<BuiltInOperationType, 'Restore' | 'Switchover'>, OperationHandler>;

/** What both operators do alike. */
export const sharedOperations = <U extends PerconaCluster>(
  define: DefineFor<U>,
  { kinds }: Pick<PerconaDialect<U>, 'kinds'>,
  { isConfigured, upgrade, doors }: EngineRules<U>,
): Shared => ({
  Start: startBy(define),
  Stop: stopBy(define),
  Restart: restartOf(restartAllBy(define, kinds), restartMembersBy(define)),
  HorizontalScaling: horizontalScalingBy(define),
  VerticalScaling: verticalScalingBy(define),
  VolumeExpansion: volumeExpansionBy(define),
  Reconfiguring: reconfiguringBy(define, isConfigured),
  Upgrade: upgradeBy(define, upgrade),
  RebuildInstance: rebuildInstanceBy(define),
  Expose: exposeBy(define, doors),
});
