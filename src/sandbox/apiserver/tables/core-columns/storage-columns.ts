import type { PrinterColumn } from '../../registry/served-resource.js';
import { AGE_COLUMN, cellColumn, NAME_COLUMN, pathColumn, WIDE } from '../printer-columns.js';
import { fieldOf, listOf, numberOf, textOf } from './object-fields.js';

type Json = Record<string, unknown>;

const ACCESS_MODE_SHORT: Readonly<Record<string, string>> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};

const accessModes =
  (...path: readonly string[]) =>
  (volume: Json): string =>
    listOf(volume, ...path)
      .map((mode) => ACCESS_MODE_SHORT[String(mode)] ?? String(mode))
      .join(',');

function claimStatus(claim: Json): string {
  if (textOf(claim, 'metadata', 'deletionTimestamp')) return 'Terminating';
  return textOf(claim, 'status', 'phase') ?? 'Pending';
}

/** Told of the volume, so of none before there is one. */
function claimCapacity(claim: Json): string {
  return textOf(claim, 'spec', 'volumeName') ? (textOf(claim, 'status', 'capacity', 'storage') ?? '') : '';
}

function claimAccessModes(claim: Json): string {
  return textOf(claim, 'spec', 'volumeName') ? accessModes('status', 'accessModes')(claim) : '';
}

const PERSISTENT_VOLUME_CLAIM: readonly PrinterColumn[] = [
  NAME_COLUMN,
  cellColumn('Status', claimStatus),
  pathColumn('Volume', '.spec.volumeName'),
  cellColumn('Capacity', claimCapacity),
  cellColumn('Access Modes', claimAccessModes),
  pathColumn('StorageClass', '.spec.storageClassName'),
  cellColumn('VolumeAttributesClass', (claim) => textOf(claim, 'spec', 'volumeAttributesClassName') ?? '<unset>'),
  AGE_COLUMN,
  cellColumn('VolumeMode', (claim) => textOf(claim, 'spec', 'volumeMode') ?? 'Filesystem', WIDE),
];

function claimName(volume: Json): string {
  const name = textOf(volume, 'spec', 'claimRef', 'name');
  return name ? `${textOf(volume, 'spec', 'claimRef', 'namespace') ?? ''}/${name}` : '';
}

const PERSISTENT_VOLUME: readonly PrinterColumn[] = [
  NAME_COLUMN,
  pathColumn('Capacity', '.spec.capacity.storage'),
  cellColumn('Access Modes', accessModes('spec', 'accessModes')),
  pathColumn('Reclaim Policy', '.spec.persistentVolumeReclaimPolicy'),
  pathColumn('Status', '.status.phase'),
  cellColumn('Claim', claimName),
  pathColumn('StorageClass', '.spec.storageClassName'),
  cellColumn('VolumeAttributesClass', (volume) => textOf(volume, 'spec', 'volumeAttributesClassName') ?? '<unset>'),
  pathColumn('Reason', '.status.reason'),
  AGE_COLUMN,
  cellColumn('VolumeMode', (volume) => textOf(volume, 'spec', 'volumeMode') ?? 'Filesystem', WIDE),
];

const DEFAULT_CLASS_ANNOTATION = 'storageclass.kubernetes.io/is-default-class';

const STORAGE_CLASS: readonly PrinterColumn[] = [
  {
    ...cellColumn('Name', (storageClass) => {
      const isDefault = fieldOf(storageClass, 'metadata', 'annotations', DEFAULT_CLASS_ANNOTATION) === 'true';
      return `${textOf(storageClass, 'metadata', 'name')}${isDefault ? ' (default)' : ''}`;
    }),
    format: 'name',
  },
  pathColumn('Provisioner', '.provisioner'),
  cellColumn('ReclaimPolicy', (storageClass) => textOf(storageClass, 'reclaimPolicy') ?? 'Delete'),
  cellColumn('VolumeBindingMode', (storageClass) => textOf(storageClass, 'volumeBindingMode') ?? 'Immediate'),
  cellColumn('AllowVolumeExpansion', (storageClass) => fieldOf(storageClass, 'allowVolumeExpansion') === true, {
    type: 'boolean',
  }),
  AGE_COLUMN,
];

const PRIORITY_CLASS: readonly PrinterColumn[] = [
  NAME_COLUMN,
  cellColumn('Value', (priority) => numberOf(priority, 'value'), { type: 'integer' }),
  cellColumn('Global-Default', (priority) => fieldOf(priority, 'globalDefault') === true, { type: 'boolean' }),
  AGE_COLUMN,
];

export const STORAGE_COLUMNS = {
  PersistentVolumeClaim: PERSISTENT_VOLUME_CLAIM,
  PersistentVolume: PERSISTENT_VOLUME,
  StorageClass: STORAGE_CLASS,
  PriorityClass: PRIORITY_CLASS,
} as const;
