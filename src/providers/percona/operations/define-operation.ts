import {
  engineOperations,
  recordMembers,
  type DefineOperation,
  type EngineSituation,
} from '../../contract/operations/index.js';
import type { PerconaDialect } from '../dialect.js';
import { derivePhase } from '../status/phase.js';
import { refusalOf } from '../status/refusal.js';
import type { PerconaCluster } from '../upstream.js';
import { viewOf, type PerconaView } from '../view.js';

const REFUSED = 'refused';

/** The one way in which the operations of one operator's databases are defined. */
export const operationsOn = <U extends PerconaCluster>(dialect: PerconaDialect<U>): DefineOperation<PerconaView<U>> =>
  engineOperations<PerconaView<U>>({
    viewOf: (cluster, observed) => viewOf(dialect, cluster, observed),
    derivePhase,
    baselineOf: (view) => ({ ...recordMembers(view.members, ({ role }) => role), [REFUSED]: refusalOf(view) ?? '' }),
    failureOf,
    upstreamKind: dialect.kindName,
  });

/** One that was refused before the operation began may be what it is to mend. */
function failureOf<U extends PerconaCluster>({ view, baseline }: EngineSituation<PerconaView<U>>): string | undefined {
  const refusal = refusalOf(view);
  if (refusal === undefined || refusal === baseline.get(REFUSED)) return undefined;
  return `The operator refuses the definition: ${refusal}`;
}
