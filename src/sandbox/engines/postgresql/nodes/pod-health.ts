import { SANDBOX_ANNOTATION, PHASE } from '../well-known.js';
import { applicationOf } from '../builders/secrets.js';
import { isOrderedFor } from '../../mechanics/orders.js';
import { cannotStartWith } from '../postgres-parameters.js';
import type { ClusterView, Instance } from '../reconcile/cluster-view.js';
import type { Pod } from '../../mechanics/workloads.js';
import { obstacleToStart } from '../../mechanics/nodes/start-obstacle.js';
import type { PodHealth } from '../../mechanics/nodes/pod-status.js';
import { isDiskFull } from './disk.js';

type RunningInstance = Instance & { readonly pod: Pod };

export function podHealth(view: ClusterView, instance: RunningInstance): PodHealth {
  const { failures } = view;
  const { pod } = instance;
  const obstacle = obstacleToStart(failures, pod);
  if (obstacle) return obstacle;
  if (isCrashing(view, instance)) return 'crash-loop';
  if (isDiskFull(view, instance)) return 'disk-full';
  return isKeptFromReady(view, instance) ? 'not-ready' : 'ready';
}

function isCrashing(view: ClusterView, { name, pod }: RunningInstance): boolean {
  const { failures } = view;
  if (cannotStartWith(startSettings(pod))) return true;
  if (isOrderedFor(failures, 'crash-on-start', name) && !isPostgresUp(pod)) return true;
  return failures.has('switchover-target') && (isDyingTarget(view, name) || hasCrashed(pod));
}

/** The instance that a switchover promotes, where it was ordered to die of it. */
export function isDyingTarget({ cluster, failures }: ClusterView, instance: string): boolean {
  const { phase, targetPrimary, currentPrimary } = cluster.status ?? {};
  if (!failures.has('switchover-target') || phase !== PHASE.switchover) return false;
  return instance === targetPrimary && instance !== currentPrimary;
}

const postgresOf = (pod: Pod) => pod.status?.containerStatuses?.[0];

/** PostgreSQL runs in the pod, ready or not: only a new start can make it fail. */
export const isPostgresUp = (pod: Pod): boolean => postgresOf(pod)?.started === true;

const hasCrashed = (pod: Pod): boolean => postgresOf(pod)?.lastState !== undefined && !isPostgresUp(pod);

function isKeptFromReady(view: ClusterView, { name, isFenced }: Instance): boolean {
  const { failures, cluster } = view;
  if (isFenced || isOrderedFor(failures, 'never-ready', name)) return true;
  return cluster.status?.currentPrimary === undefined && hasUnusableCredentials(view);
}

export function startSettings({ metadata }: Pod): Record<string, string> {
  return JSON.parse(metadata.annotations?.[SANDBOX_ANNOTATION.startedWith] ?? '{}') as Record<string, string>;
}

/** A Secret that was passed in must be of basic-auth type and name the owner, or the instance never reports ready. */
function hasUnusableCredentials({ cluster, secret }: ClusterView): boolean {
  const { secret: reference, owner } = applicationOf(cluster);
  if (!reference) return false;
  const found = secret({ namespace: cluster.metadata.namespace, name: reference.name });
  const username = Buffer.from(found?.data?.['username'] ?? '', 'base64').toString();
  return found?.type !== 'kubernetes.io/basic-auth' || username !== owner || !found.data?.['password'];
}
