import { forbidden } from '../../../domain/validation/field-errors.js';
import { STORAGE_CLASS } from '../../../kube/meta/index.js';
import type { FieldError } from '../../../kube/schema/index.js';
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

function whyFixed(situation: Situation, role: string): string | undefined {
  const claims = situation.view.volumes.filter(({ metadata }) => metadata.labels?.[CNPG_LABELS.pvcRole] === role);
  const classes = new Set(claims.map(({ spec }) => spec?.storageClassName as string | undefined));
  return [...classes].map((name) => whyClassFixed(situation, name)).find((reason) => reason !== undefined);
}

function whyClassFixed({ observed }: Situation, name: string | undefined): string | undefined {
  if (!name) return 'the volumes have no StorageClass, and only one that allows it can enlarge them';
  if (!observed.serves(STORAGE_CLASS)) return undefined;
  const found = observed.get(STORAGE_CLASS, name);
  if (!found) return `the StorageClass "${name}" of the volumes no longer exists, so nobody can enlarge them`;
  if (found.allowVolumeExpansion === true) return undefined;
  return `the StorageClass "${name}" of the volumes does not allow them to grow (allowVolumeExpansion)`;
}
