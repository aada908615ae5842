import type { ResourceType } from '../../../src/kube/meta/index.js';
import { BACKUP_STORAGE } from '../../../src/resources/backup-storage/index.js';
import { MONITORING_CONFIG } from '../../../src/resources/monitoring-config/index.js';
import type { Differing } from './cluster-scenarios.js';

export interface SettingsScenario extends Differing {
  readonly does: string;
  readonly type: ResourceType;
  /** Right or wrong. */
  readonly spec: object;
}

const S3 = { type: 'S3', bucket: 'backups', endpoint: 'https://s3.example.com', credentialsRef: { name: 'none' } };

/** What databases refer to: no engine has a say in it. */
export const SETTINGS: readonly SettingsScenario[] = [
  { does: 'a storage whose credentials are not there', type: BACKUP_STORAGE, spec: S3 },
  {
    does: 'a storage at an address that is none',
    type: BACKUP_STORAGE,
    spec: { ...S3, endpoint: 'ftp://x' },
  },
  { does: 'a storage of another sort', type: BACKUP_STORAGE, spec: { ...S3, type: 'Tape' }, differs: ['typedInputs'] },
  { does: 'a storage without credentials', type: BACKUP_STORAGE, spec: { type: 'S3', bucket: 'backups' } },
  { does: 'a storage of a bucket that cannot be', type: BACKUP_STORAGE, spec: { ...S3, bucket: 'UP' } },
  { does: 'monitoring by Prometheus', type: MONITORING_CONFIG, spec: { prometheus: { interval: '30s' } } },
  { does: 'monitoring now and then', type: MONITORING_CONFIG, spec: { prometheus: { interval: 'often' } } },
  { does: 'monitoring by nothing', type: MONITORING_CONFIG, spec: {}, differs: ['typedInputs'] },
];
