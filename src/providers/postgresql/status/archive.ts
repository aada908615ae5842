import { recoverableMoment } from '../../contract/archives/index.js';
import type { ObservedArchive } from '../../contract/index.js';
import { liveArchiveOf } from '../archive/live-archive.js';
import { logShippingOf } from '../archive/log-shipping.js';
import type { ClusterView } from './view.js';

/** Where the database backs up to, as its children stand and not as it is asked for. */
export function observeArchive(view: ClusterView): ObservedArchive | undefined {
  const archive = liveArchiveOf(view.intent, view.observed);
  if (!archive) return undefined;
  const { storage, path, serverName, store } = archive;
  const { state: shipping, trouble, failingSince } = logShippingOf(view);
  const earliest = store.status?.serverRecoveryWindow?.[serverName]?.firstRecoverabilityPoint;
  return {
    storage,
    path,
    shipping,
    ...(trouble && { trouble }),
    ...(failingSince && { failingSince }),
    ...(earliest && { earliest: recoverableMoment(earliest) }),
  };
}
