import type { PrinterColumn } from '../../registry/served-resource.js';
import { AGE_COLUMN, cellColumn, NAME_COLUMN, WIDE } from '../printer-columns.js';
import { fieldOf, listOf, NONE, numberOf, textOf } from './object-fields.js';

type Pod = Record<string, unknown>;

const containerStatuses = (pod: Pod): readonly unknown[] => listOf(pod, 'status', 'containerStatuses');

function readiness(pod: Pod): string {
  const ready = containerStatuses(pod).filter((status) => fieldOf(status, 'ready') === true);
  return `${ready.length}/${listOf(pod, 'spec', 'containers').length}`;
}

/** One word for the state: the trouble of a container says more than the phase. */
function podStatus(pod: Pod): string {
  if (textOf(pod, 'metadata', 'deletionTimestamp')) return 'Terminating';
  const initTrouble = listOf(pod, 'status', 'initContainerStatuses').map(initReason).find(Boolean);
  if (initTrouble) return `Init:${initTrouble}`;
  const trouble = containerStatuses(pod).map(containerReason).find(Boolean);
  return trouble ?? textOf(pod, 'status', 'reason') ?? textOf(pod, 'status', 'phase') ?? 'Unknown';
}

function initReason(status: unknown): string | undefined {
  const hasSucceeded =
    fieldOf(status, 'state', 'terminated') && numberOf(status, 'state', 'terminated', 'exitCode') === 0;
  return hasSucceeded ? undefined : containerReason(status);
}

function containerReason(status: unknown): string | undefined {
  const waiting = textOf(status, 'state', 'waiting', 'reason');
  if (waiting) return waiting;
  const terminated = fieldOf(status, 'state', 'terminated');
  if (!terminated) return undefined;
  return textOf(terminated, 'reason') ?? `ExitCode:${numberOf(terminated, 'exitCode')}`;
}

const restarts = (pod: Pod): number =>
  containerStatuses(pod).reduce<number>((sum, status) => sum + numberOf(status, 'restartCount'), 0);

export const POD_COLUMNS: readonly PrinterColumn[] = [
  NAME_COLUMN,
  cellColumn('Ready', readiness, { description: 'Containers that are ready, of all.' }),
  cellColumn('Status', podStatus),
  cellColumn('Restarts', restarts, { type: 'integer' }),
  AGE_COLUMN,
  cellColumn('IP', (pod) => textOf(pod, 'status', 'podIP') ?? NONE, WIDE),
  cellColumn('Node', (pod) => textOf(pod, 'spec', 'nodeName') ?? NONE, WIDE),
];
