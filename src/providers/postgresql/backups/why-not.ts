import { IS_STOPPED, whyNotTold } from '../../contract/backups/index.js';
import type { BackupSubject } from '../../contract/index.js';
import { liveArchiveOf } from '../archive/live-archive.js';
import { logShippingOf } from '../archive/log-shipping.js';
import { primaryOf } from '../../contract/status/index.js';
import { isHibernating, viewOf, type ClusterView } from '../status/view.js';
import { OBJECT_STORE } from '../upstream-backups.js';

/** The operator takes none from a database that is stopped, that has no primary, or whose log does not arrive. */
export function whyNoBackup({ cluster, observed }: BackupSubject): string | undefined {
  const view = viewOf(cluster, observed);
  return whyNotConfigured(view) ?? whyNotServing(view) ?? whyNotShipping(view);
}

export const AGENT_MISSING =
  'The Barman Cloud plugin of CloudNativePG is not installed: without it there are no backups. Install it beside the operator; they then begin by themselves.';

function whyNotConfigured({ intent, observed }: ClusterView): string | undefined {
  if (intent.spec.backup && !observed.serves(OBJECT_STORE)) return AGENT_MISSING;
  return whyNotTold(intent, liveArchiveOf(intent, observed));
}

function whyNotServing(view: ClusterView): string | undefined {
  if (isHibernating(view)) return IS_STOPPED;
  return primaryOf(view)?.ready ? undefined : 'The primary does not serve.';
}

/** A backup cannot be restored without the log that was written meanwhile. */
function whyNotShipping(view: ClusterView): string | undefined {
  const { state, trouble } = logShippingOf(view);
  if (state === 'Unknown')
    return 'The first part of the log has not arrived in the bucket yet; it does within minutes.';
  return trouble;
}
