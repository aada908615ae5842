import { toldArchiveOf } from '../../contract/archives/index.js';
import type { ObservedArchive } from '../../contract/index.js';
import type { PerconaCluster } from '../upstream.js';
import type { PerconaView } from '../view.js';
import type { BackupFormat } from './format.js';
import { logShippingOf } from './live-archive.js';

/** Where the database backs up to, as the operator has been told and not as it is asked for. */
export function observeArchive<U extends PerconaCluster>(
  format: BackupFormat<U>,
  { upstream, observed }: Pick<PerconaView<U>, 'upstream' | 'observed'>,
): ObservedArchive | undefined {
  const archive = toldArchiveOf(upstream);
  if (!upstream || !archive) return undefined;
  const { state: shipping, trouble, failingSince } = logShippingOf(format, upstream, observed);
  return { ...archive, shipping, ...(trouble && { trouble }), ...(failingSince && { failingSince }) };
}
