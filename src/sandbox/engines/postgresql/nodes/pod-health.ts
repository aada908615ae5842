import { SANDBOX_ANNOTATION } from '../well-known.js';
import { applicationOf } from '../builders/secrets.js';
import { cannotStartWith } from '../postgres-parameters.js';
import type { ClusterView, Instance } from '../reconcile/cluster-view.js';
import type { Pod } from '../workloads.js';
import { isDiskFull } from './disk.js';

/** How a node would find a pod; every member but `ready` is something wrong. */
export type PodHealth = 'ready' | 'unschedulable' | 'image-pull' | 'crash-loop' | 'disk-full' | 'not-ready';

const hasStarted = (pod: Pod): boolean => pod.status?.phase === 'Running';

export function podHealth(view: ClusterView, instance: Instance & { readonly pod: Pod }): PodHealth {
  const { failures } = view;
  const { pod } = instance;
  // What keeps a pod from starting does not stop one that runs.
  if (!hasStarted(pod) && failures.has('unschedulable')) return 'unschedulable';
  if (!hasStarted(pod) && failures.has('image-pull')) return 'image-pull';
  if (cannotStartWith(startSettings(pod))) return 'crash-loop';
  if (isDiskFull(view, instance)) return 'disk-full';
  return isKeptFromReady(view, instance) ? 'not-ready' : 'ready';
}

function isKeptFromReady(view: ClusterView, { name, isFenced }: Instance): boolean {
  const { failures, cluster } = view;
  const named = failures.get('never-ready');
  if (isFenced || (failures.has('never-ready') && (named === undefined || named === name))) return true;
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
