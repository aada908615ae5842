import { fingerprint } from '../ownership.js';
import type { ContainerStatus, CoreCondition, Pod } from '../workloads.js';

/** How a node would find a pod; every member but `ready` is something wrong. */
export type PodHealth = 'ready' | 'unschedulable' | 'image-pull' | 'crash-loop' | 'disk-full' | 'not-ready';

interface Appearance {
  readonly phase: 'Pending' | 'Running';
  readonly ready: boolean;
  readonly scheduled: boolean;
  /** Absent where no node has the pod yet. */
  readonly state?: Record<string, unknown>;
  readonly lastState?: Record<string, unknown>;
  readonly restarts?: number;
}

const waiting = (reason: string, message: string): Record<string, unknown> => ({ waiting: { reason, message } });
const terminated = (exitCode: number): Record<string, unknown> => ({ terminated: { exitCode, reason: 'Error' } });
const backOff = waiting('CrashLoopBackOff', 'back-off restarting failed container');

/** The exit code by which a database says that its volume is full. */
const DISK_FULL_EXIT_CODE = 4;

const APPEARANCES: Readonly<Record<PodHealth, Appearance>> = {
  ready: { phase: 'Running', ready: true, scheduled: true },
  'not-ready': { phase: 'Running', ready: false, scheduled: true },
  unschedulable: { phase: 'Pending', ready: false, scheduled: false },
  'image-pull': {
    phase: 'Pending',
    ready: false,
    scheduled: true,
    state: waiting('ImagePullBackOff', 'Back-off pulling image'),
  },
  'crash-loop': {
    phase: 'Running',
    ready: false,
    scheduled: true,
    state: backOff,
    lastState: terminated(1),
    restarts: 3,
  },
  'disk-full': {
    phase: 'Running',
    ready: false,
    scheduled: true,
    state: backOff,
    lastState: terminated(DISK_FULL_EXIT_CODE),
    restarts: 3,
  },
};

/** The status a kubelet would report of a pod in that health. Times move only where something changed. */
export function podStatus(pod: Pod, health: PodHealth, now: Date): NonNullable<Pod['status']> {
  const appearance = APPEARANCES[health];
  const time = now.toISOString().replace(/\.\d+Z$/, 'Z');
  const startTime = pod.status?.startTime ?? time;
  return {
    phase: appearance.phase,
    conditions: conditions(pod, appearance, time),
    ...(appearance.scheduled
      ? {
          startTime,
          podIP: podIp(pod),
          hostIP: '192.0.2.10',
          containerStatuses: [container(pod, appearance, startTime)],
        }
      : {}),
  };
}

function conditions(pod: Pod, { ready, scheduled }: Appearance, time: string): CoreCondition[] {
  const wanted: CoreCondition[] = [
    scheduled
      ? { type: 'PodScheduled', status: 'True' }
      : {
          type: 'PodScheduled',
          status: 'False',
          reason: 'Unschedulable',
          message: '0/3 nodes are available: insufficient resources.',
        },
    { type: 'ContainersReady', status: ready ? 'True' : 'False' },
    { type: 'Ready', status: ready ? 'True' : 'False' },
  ];
  return wanted.map((condition) => {
    const old = pod.status?.conditions?.find(({ type }) => type === condition.type);
    return { ...condition, lastTransitionTime: old?.status === condition.status ? old.lastTransitionTime : time };
  });
}

function container(
  pod: Pod,
  { ready, phase, state, lastState, restarts = 0 }: Appearance,
  startedAt: string,
): ContainerStatus {
  const [{ name, image } = { name: '', image: '' }] = pod.spec.containers;
  const isPulled = phase === 'Running';
  return {
    name,
    image,
    imageID: isPulled ? `${image}@sandbox` : '',
    ready,
    started: isPulled && !state,
    restartCount: Math.max(restarts, restartsSoFar(pod)),
    state: state ?? { running: { startedAt } },
    ...(lastState ? { lastState } : {}),
  };
}

const restartsSoFar = ({ status }: Pod): number => status?.containerStatuses?.[0]?.restartCount ?? 0;

/** In 10.244.0.0/16, as a cluster's pods usually are; stable over restarts of the sandbox. */
function podIp(pod: Pod): string {
  const number = fingerprint(pod, 65_000) + 2;
  return `10.244.${number >> 8}.${number & 255}`;
}
