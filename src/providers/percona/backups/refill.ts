import { jsonEqual } from '../../../kube/schema/index.js';
import type { Rebirth } from '../../../resources/ops-request/index.js';
import { parseIncarnation, serializeIncarnation } from '../../contract/index.js';
import type { PerconaCluster } from '../upstream.js';

/** On the cluster's object, while its data is being replaced: that the applier knows, and what it was told. */
export const REFILL = 'dbaas.io/refill';

export const serializeRefill = ({ incarnation, source }: Rebirth): string =>
  serializeIncarnation({ number: incarnation, source });

/** Everything that this one needs has been rendered: buckets can be entered, and the log is held back. */
export function isPreparedFor({ incarnation, source }: Rebirth, upstream: PerconaCluster | undefined): boolean {
  const told = parseIncarnation(upstream?.metadata.annotations?.[REFILL]);
  return told?.number === incarnation && jsonEqual(told.source, source);
}
