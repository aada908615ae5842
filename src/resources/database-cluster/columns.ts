import type { PrinterColumn } from '../declare/index.js';

/** `kubectl get dbc`: what is it, how big, does it work. */
export const CLUSTER_COLUMNS: readonly PrinterColumn[] = [
  { name: 'Engine', type: 'string', jsonPath: '.spec.engine', description: 'Kind of database.' },
  { name: 'Version', type: 'string', jsonPath: '.status.version', description: 'Version that runs.' },
  { name: 'Size', type: 'integer', jsonPath: '.spec.clusterSize', description: 'Members wanted.' },
  { name: 'Ready', type: 'integer', jsonPath: '.status.readyMembers', description: 'Members that serve.' },
  { name: 'Phase', type: 'string', jsonPath: '.status.phase', description: 'State in one word.' },
  { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp', description: 'Time since it was made.' },
  {
    name: 'Endpoint',
    type: 'string',
    jsonPath: '.status.endpoints[?(@.name=="primary")].host',
    description: 'Host that takes writes.',
    wide: true,
  },
  {
    name: 'Storage',
    type: 'string',
    jsonPath: '.spec.storage.size',
    description: 'Size of the data volume of each member.',
    wide: true,
  },
  {
    name: 'Last Backup',
    type: 'date',
    jsonPath: '.status.backup.lastSuccessful.time',
    description: 'Time since the last backup that succeeded.',
    wide: true,
  },
  {
    name: 'Operation',
    type: 'string',
    jsonPath: '.status.operation.type',
    description: 'What is being carried out.',
    wide: true,
  },
];
