import type { PrinterColumn } from '../declare/index.js';

/** `kubectl get ops`: what is done to whom, and how far is it. */
export const OPERATION_COLUMNS: readonly PrinterColumn[] = [
  { name: 'Cluster', type: 'string', jsonPath: '.spec.clusterRef.name', description: 'Database that it is for.' },
  { name: 'Type', type: 'string', jsonPath: '.spec.type', description: 'What is done.' },
  { name: 'Phase', type: 'string', jsonPath: '.status.phase', description: 'Where it is.' },
  { name: 'Progress', type: 'string', jsonPath: '.status.progress', description: 'Done of to do.' },
  { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp', description: 'Time since it was asked for.' },
  { name: 'Reason', type: 'string', jsonPath: '.status.reason', description: 'Why, in one word.', wide: true },
  { name: 'Started', type: 'date', jsonPath: '.status.startedAt', description: 'When its turn came.', wide: true },
  { name: 'Finished', type: 'date', jsonPath: '.status.finishedAt', description: 'When it ended.', wide: true },
  { name: 'By', type: 'string', jsonPath: '.status.requestedBy.subject', description: 'Who asked for it.', wide: true },
];
