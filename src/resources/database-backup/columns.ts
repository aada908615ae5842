import type { PrinterColumn } from '../declare/index.js';

/** `kubectl get dbb`: of what, how far, how old. */
export const BACKUP_COLUMNS: readonly PrinterColumn[] = [
  { name: 'Cluster', type: 'string', jsonPath: '.spec.clusterRef.name', description: 'Database that it is of.' },
  { name: 'Phase', type: 'string', jsonPath: '.status.phase', description: 'Where it is.' },
  { name: 'Origin', type: 'string', jsonPath: '.status.origin', description: 'How it came about.' },
  { name: 'Completed', type: 'date', jsonPath: '.status.completedAt', description: 'Time since it ended.' },
  { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp', description: 'Time since it was asked for.' },
  { name: 'Storage', type: 'string', jsonPath: '.status.storage', description: 'Where it is kept.', wide: true },
  { name: 'Version', type: 'string', jsonPath: '.status.version', description: 'Version that ran.', wide: true },
  { name: 'Size', type: 'integer', jsonPath: '.status.sizeBytes', description: 'Bytes.', wide: true },
  { name: 'Reason', type: 'string', jsonPath: '.status.reason', description: 'Why, in one word.', wide: true },
];
