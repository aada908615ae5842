import type { BackupStorage } from '../../../resources/backup-storage/index.js';

type Variable = { name: string; value: string };

const DEFAULT_REGION = 'us-east-1';

/** What Barman has no field for, and the client of S3 inside it takes from its environment. */
export function storeEnvironmentOf({ spec }: BackupStorage): Variable[] {
  if (spec.type !== 'S3') return [];
  const region = { name: 'AWS_DEFAULT_REGION', value: spec.region ?? DEFAULT_REGION };
  return spec.endpoint === undefined ? [region] : [region, ...FOREIGN_STORE];
}

/** Newer clients add checksums that only Amazon is sure to understand. */
const FOREIGN_STORE: readonly Variable[] = [
  { name: 'AWS_REQUEST_CHECKSUM_CALCULATION', value: 'when_required' },
  { name: 'AWS_RESPONSE_CHECKSUM_VALIDATION', value: 'when_required' },
];
