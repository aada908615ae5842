import { STATE_REASONS } from '../../../domain/conditions.js';
import type { ClusterObservation } from '../../contract/index.js';
import {
  assessMonitoring,
  assessPrimary,
  assessStandbys,
  assessVolumes,
  conditionsOf,
  type Assessment,
  type PhaseVerdict,
} from '../../contract/status/index.js';
import { AGENT_MISSING } from '../backups/why-not.js';
import { OBJECT_STORE } from '../upstream-backups.js';
import { DISK_FULL } from './upstream-phases.js';
import { isHibernating, type ClusterView } from './view.js';

export const listConditions = (view: ClusterView, verdict: PhaseVerdict): ClusterObservation['conditions'] =>
  conditionsOf({
    Ready: assessPrimary(view, view.upstream?.spec.instances ?? 0, verdict),
    HighlyAvailable: assessAvailability(view),
    StorageHealthy: assessStorage(view),
    MonitoringReady: assessMonitoring(view),
    BackupHealthy: assessBackups(view),
  });

function assessAvailability(view: ClusterView): Assessment | undefined {
  if (isHibernating(view)) return ['False', STATE_REASONS.stopped, 'No member runs.'];
  return view.upstream && assessStandbys(view, view.upstream.spec.instances);
}

function assessStorage({ upstream, volumes }: ClusterView): Assessment | undefined {
  // Dangling ones are no fault: so the operator calls the volumes of a member that has no pod just now.
  const { phase, phaseReason, unusablePVC = [] } = upstream?.status ?? {};
  const isFull = volumes.length > 0 && phase === DISK_FULL;
  return isFull
    ? ['False', STATE_REASONS.diskFull, `A volume is full. ${phaseReason ?? ''}`.trim()]
    : assessVolumes(volumes, unusablePVC);
}

/** What stands in the way here; whether they succeed is known to whoever follows them. */
function assessBackups({ intent, observed }: ClusterView): Assessment | undefined {
  if (!intent.spec.backup || observed.serves(OBJECT_STORE)) return undefined;
  return ['False', STATE_REASONS.backupAgentNotInstalled, AGENT_MISSING];
}
