import type { PrinterColumn } from '../../registry/served-resource.js';
import { AGE_COLUMN, cellColumn, NAME_COLUMN, pathColumn, WIDE } from '../printer-columns.js';
import { fieldOf, joined, listOf, NONE, numberOf, textOf } from './object-fields.js';
import { formatLabels } from './network-columns.js';

type Json = Record<string, unknown>;

const integer = { type: 'integer' } as const;

/** Fields that are absent while they are zero. */
const countColumn = (name: string, ...path: readonly string[]): PrinterColumn =>
  cellColumn(name, (object) => numberOf(object, ...path), integer);

const desired = (workload: Json): number =>
  fieldOf(workload, 'spec', 'replicas') === undefined ? 1 : numberOf(workload, 'spec', 'replicas');

const readyOfDesired = cellColumn(
  'Ready',
  (workload) => `${numberOf(workload, 'status', 'readyReplicas')}/${desired(workload)}`,
);

const containersOf = (template: readonly string[], field: 'name' | 'image') => (workload: Json) =>
  joined(listOf(workload, ...template, 'spec', 'containers').map((container) => textOf(container, field)));

const POD_TEMPLATE = ['spec', 'template'];
const containerColumns: readonly PrinterColumn[] = [
  cellColumn('Containers', containersOf(POD_TEMPLATE, 'name'), WIDE),
  cellColumn('Images', containersOf(POD_TEMPLATE, 'image'), WIDE),
];
const selectorColumn = cellColumn(
  'Selector',
  (workload) => formatLabels(fieldOf(workload, 'spec', 'selector', 'matchLabels')),
  WIDE,
);

const DEPLOYMENT: readonly PrinterColumn[] = [
  NAME_COLUMN,
  readyOfDesired,
  countColumn('Up-to-date', 'status', 'updatedReplicas'),
  countColumn('Available', 'status', 'availableReplicas'),
  AGE_COLUMN,
  ...containerColumns,
  selectorColumn,
];

const REPLICA_SET: readonly PrinterColumn[] = [
  NAME_COLUMN,
  cellColumn('Desired', desired, integer),
  countColumn('Current', 'status', 'replicas'),
  countColumn('Ready', 'status', 'readyReplicas'),
  AGE_COLUMN,
  ...containerColumns,
  selectorColumn,
];

const STATEFUL_SET: readonly PrinterColumn[] = [NAME_COLUMN, readyOfDesired, AGE_COLUMN, ...containerColumns];

function jobStatus(job: Json): string {
  const finished = listOf(job, 'status', 'conditions').find(
    (condition) =>
      fieldOf(condition, 'status') === 'True' && /^(Complete|Failed|Suspended)$/.test(textOf(condition, 'type') ?? ''),
  );
  return textOf(finished, 'type') ?? 'Running';
}

function completions(job: Json): string {
  const wanted = fieldOf(job, 'spec', 'completions') === undefined ? 1 : numberOf(job, 'spec', 'completions');
  return `${numberOf(job, 'status', 'succeeded')}/${wanted}`;
}

const JOB: readonly PrinterColumn[] = [
  NAME_COLUMN,
  cellColumn('Status', jobStatus),
  cellColumn('Completions', completions),
  AGE_COLUMN,
  ...containerColumns,
];

const CRON_JOB: readonly PrinterColumn[] = [
  NAME_COLUMN,
  pathColumn('Schedule', '.spec.schedule'),
  cellColumn('Timezone', (job) => textOf(job, 'spec', 'timeZone') ?? NONE),
  cellColumn('Suspend', (job) => (fieldOf(job, 'spec', 'suspend') === true ? 'True' : 'False')),
  cellColumn('Active', (job) => listOf(job, 'status', 'active').length, integer),
  pathColumn('Last Schedule', '.status.lastScheduleTime', { type: 'date' }),
  AGE_COLUMN,
];

/** A number or a percentage. */
const bound = (field: string) => (budget: Json) => {
  const isNumber = typeof fieldOf(budget, 'spec', field) === 'number';
  return isNumber ? String(numberOf(budget, 'spec', field)) : (textOf(budget, 'spec', field) ?? 'N/A');
};

const POD_DISRUPTION_BUDGET: readonly PrinterColumn[] = [
  NAME_COLUMN,
  cellColumn('Min Available', bound('minAvailable')),
  cellColumn('Max Unavailable', bound('maxUnavailable')),
  countColumn('Allowed Disruptions', 'status', 'disruptionsAllowed'),
  AGE_COLUMN,
];

export const WORKLOAD_COLUMNS = {
  Deployment: DEPLOYMENT,
  ReplicaSet: REPLICA_SET,
  StatefulSet: STATEFUL_SET,
  Job: JOB,
  CronJob: CRON_JOB,
  PodDisruptionBudget: POD_DISRUPTION_BUDGET,
} as const;
