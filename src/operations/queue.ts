import { isBeingTaken } from '../backups/index.js';
import { jsonEqual } from '../kube/schema/index.js';
import type { DatabaseBackup } from '../resources/database-backup/index.js';
import { OPERATION_PARAMETERS, type OperationType, type OpsRequest } from '../resources/ops-request/index.js';
import { isRunning, isWaiting } from './phases.js';

/** So many may wait for one cluster. */
export const MAX_WAITING = 20;

/** What nothing may run beside, not even when it is forced. */
const EXCLUSIVE: readonly OperationType[] = ['Upgrade', 'Restore'];

/** Whether the turn of a waiting operation has come. */
export type Turn =
  | { readonly is: 'now' }
  | { readonly is: 'later'; readonly position: number; readonly blockedBy: readonly string[]; readonly why: string }
  | { readonly is: 'never'; readonly why: string };

/** First come, first served; the uid decides between those of the same second. */
export function inOrder(requests: readonly OpsRequest[]): OpsRequest[] {
  return [...requests].sort((a, b) => compareText(timeOf(a), timeOf(b)) || compareText(uidOf(a), uidOf(b)));
}

export const runningOf = (siblings: readonly OpsRequest[]): OpsRequest[] => inOrder(siblings.filter(isRunning));
export const waitingOf = (siblings: readonly OpsRequest[]): OpsRequest[] => inOrder(siblings.filter(isWaiting));

/** All that is asked for of one cluster. */
export interface Queue {
  readonly requests: readonly OpsRequest[];
  readonly backups: readonly DatabaseBackup[];
}

/**
 * Judged from the objects of one cluster themselves, `request` among them: there is no queue to leak, lock or repair.
 * One whose `notBefore` lies ahead lets the others pass.
 */
export function turnOf(request: OpsRequest, { requests, backups }: Queue, nowMs: number): Turn {
  const running = runningOf(requests);
  const taken = backups.filter(isBeingTaken);
  if (request.spec.force) return forcedTurn(request, running, taken);
  const early = notBeforeMs(request) > nowMs;
  const before = early ? [] : waitingOf(requests).filter((other) => passes(other, request, nowMs));
  const blockers = [...running, ...before];
  if (blockers.length === 0 && taken.length === 0 && !early) return { is: 'now' };
  const blockedBy = blockers.map(({ metadata }) => metadata.name);
  const why = early ? `It is not to start before ${request.spec.notBefore}.` : whyLater(running, taken, before);
  return { is: 'later', position: before.length + 1, blockedBy, why };
}

function whyLater(
  running: readonly OpsRequest[],
  taken: readonly DatabaseBackup[],
  before: readonly OpsRequest[],
): string {
  // What runs comes first: it is what the others wait for as well.
  if (running.length === 0 && taken.length > 0)
    return `It waits for ${describeBackup(taken[0]!)}, which is being taken.`;
  return `It waits for ${describe([...running, ...before][0]!)}.`;
}

function forcedTurn(request: OpsRequest, running: readonly OpsRequest[], taken: readonly DatabaseBackup[]): Turn {
  const exclusive = running.find(isExclusive);
  if (exclusive) return { is: 'never', why: `Nothing may run beside ${describe(exclusive)}, forced or not.` };
  const beside = [...running.map(describe), ...taken.map(describeBackup)];
  if (!isExclusive(request) || beside.length === 0) return { is: 'now' };
  return { is: 'never', why: `${request.spec.type} may not run beside ${beside[0]}, forced or not.` };
}

const isExclusive = ({ spec }: OpsRequest): boolean => EXCLUSIVE.includes(spec.type);

function passes(other: OpsRequest, request: OpsRequest, nowMs: number): boolean {
  if (other.metadata.uid === request.metadata.uid || notBeforeMs(other) > nowMs) return false;
  return isBefore(other, request);
}

const isBefore = (a: OpsRequest, b: OpsRequest): boolean => inOrder([a, b])[0] === a;

/** The operation that asks for the very same and has not ended; asked for before this one, where both exist. */
export function duplicateOf(request: OpsRequest, siblings: readonly OpsRequest[]): OpsRequest | undefined {
  return [...runningOf(siblings), ...waitingOf(siblings)].find(
    (other) => isEarlier(other, request) && asksTheSame(other, request),
  );
}

/** Within one second what was let in is earlier, before the uid decides: else a later one would pass as the first. */
function isEarlier(other: OpsRequest, request: OpsRequest): boolean {
  if (request.metadata.uid === undefined) return true;
  if (other.metadata.uid === request.metadata.uid) return false;
  const isUndecided = timeOf(other) === timeOf(request) && isLetIn(other) !== isLetIn(request);
  return isUndecided ? isLetIn(other) : isBefore(other, request);
}

const isLetIn = ({ status }: OpsRequest): boolean => status?.phase !== undefined;

function asksTheSame({ spec: a }: OpsRequest, { spec: b }: OpsRequest): boolean {
  return a.type === b.type && jsonEqual(parametersOf(a) ?? {}, parametersOf(b) ?? {});
}

/** The object that is named as the type. */
export function parametersOf(spec: OpsRequest['spec']): object | undefined {
  if (spec.type === 'Start' || spec.type === 'Stop') return undefined;
  return spec[OPERATION_PARAMETERS[spec.type].field];
}

/** What a newcomer that says `supersede` takes the place of: the same type, and waiting. */
export function supersededBy(request: OpsRequest, siblings: readonly OpsRequest[]): OpsRequest[] {
  if (!request.spec.supersede) return [];
  return waitingOf(siblings).filter((other) => other.spec.type === request.spec.type && isEarlier(other, request));
}

/** What the queue has against a newcomer, said by the API and by the loop. */
export const QUEUE_SAYS = {
  duplicate: (twin: OpsRequest): string => `${describe(twin)} does the same, and has not ended.`,
  full: ({ spec }: OpsRequest): string =>
    `${MAX_WAITING} operations wait for "${spec.clusterRef.name}" already. Wait for some to end, or cancel what is no longer wanted.`,
};

export const describe = ({ metadata, spec }: OpsRequest): string => `${spec.type} "${metadata.name}"`;
export const describeBackup = ({ metadata }: DatabaseBackup): string => `DatabaseBackup "${metadata.name}"`;

const notBeforeMs = ({ spec }: OpsRequest): number => (spec.notBefore ? Date.parse(spec.notBefore) : 0);
const timeOf = ({ metadata }: OpsRequest): string => metadata.creationTimestamp ?? '';
const uidOf = ({ metadata }: OpsRequest): string => metadata.uid ?? '';
const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
