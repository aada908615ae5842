import { forbidden } from '../../../domain/validation/field-errors.js';
import type { FieldError } from '../../../kube/schema/index.js';
import { whyFixedInSize } from '../../contract/objects/index.js';
import { CNPG_LABELS } from '../upstream.js';
import type { Situation } from './situation.js';

const FIELDS = [
  { field: 'size', role: 'PG_DATA' },
  { field: 'walSize', role: 'PG_WAL' },
] as const;

/** Known before anything is written: a refusal by Kubernetes later shows nowhere but in the log of the operator. */
export function mustBeExpandable(situation: Situation): FieldError[] {
  const wanted = situation.request.spec.volumeExpansion ?? {};
  return FIELDS.filter(({ field }) => wanted[field] !== undefined).flatMap(({ field, role }) => {
    const reason = role === 'PG_WAL' ? (whyNoLog(situation) ?? whyFixed(situation, role)) : whyFixed(situation, role);
    return reason === undefined ? [] : [forbidden(['spec', 'volumeExpansion', field], reason)];
  });
}

const whyNoLog = ({ cluster }: Situation): string | undefined =>
  cluster.spec.storage.wal ? undefined : 'the write-ahead log has no volume of its own; it is on the data volume';

function whyFixed({ view, observed }: Situation, role: string): string | undefined {
  const claims = view.volumes.filter(({ metadata }) => metadata.labels?.[CNPG_LABELS.pvcRole] === role);
  return whyFixedInSize(claims, observed);
}
