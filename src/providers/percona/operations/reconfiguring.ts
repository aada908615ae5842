import type { OperationHandler } from '../../contract/index.js';
import { reconfiguringByFile } from '../../contract/operations/index.js';
import type { PerconaCluster } from '../upstream.js';
import type { PerconaView } from '../view.js';
import { dataOrder, isCurrent, movedPrimary, replaceStuckPods, rollingDisruption } from './rolling.js';
import { dataOf, type DefineFor, type SituationOf } from './situation.js';

/** True when the operator's object holds the settings as the specification has them. */
export type IsConfigured<U extends PerconaCluster> = (situation: SituationOf<U>) => boolean;

/** Every data member restarts; routers read another file. */
export const reconfiguringBy = <U extends PerconaCluster>(
  define: DefineFor<U>,
  isConfigured: IsConfigured<U>,
): OperationHandler =>
  define(
    reconfiguringByFile<PerconaView<U>>({
      disruption: rollingDisruption,
      isAskedFor: isConfigured,
      order: dataOrder,
      areCurrent: (situation) => dataOf(situation).every(({ pods }) => pods.every((pod) => isCurrent(situation, pod))),
      replaceStuck: replaceStuckPods,
      result: movedPrimary,
    }),
  );
