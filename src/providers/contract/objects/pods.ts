/** What a pod tells, whoever made it, read defensively: it is somebody else's object. */
import type { UntypedObject } from '../../../kube/meta/index.js';
import type { ResourceRequirements } from './compute-resources.js';

interface ContainerStatus {
  readonly name: string;
  readonly state?: { readonly waiting?: { readonly reason?: string } };
}

interface PodStatus {
  readonly phase?: string;
  readonly hostIP?: string;
  readonly conditions?: readonly {
    readonly type: string;
    readonly status: string;
    readonly reason?: string;
    readonly message?: string;
  }[];
  readonly containerStatuses?: readonly ContainerStatus[];
  readonly initContainerStatuses?: readonly ContainerStatus[];
}

const statusOf = (pod: UntypedObject | undefined): PodStatus => pod?.status ?? {};

interface Container {
  readonly name: string;
  readonly image?: string;
  readonly resources?: Partial<ResourceRequirements>;
}

/** As the pod's specification asks for it. */
export function containerOf(pod: UntypedObject | undefined, name: string): Container | undefined {
  const containers = (pod?.spec?.containers ?? []) as readonly Container[];
  return containers.find((container) => container.name === name);
}

/** False while it is being taken down: it leaves the Services before it stops. */
export function isPodReady(pod: UntypedObject | undefined): boolean {
  if (!pod || pod.metadata.deletionTimestamp !== undefined) return false;
  return statusOf(pod).conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

export const nodeOf = (pod: UntypedObject | undefined): string | undefined =>
  (pod?.spec as { nodeName?: string } | undefined)?.nodeName;
export const nodeAddressOf = (pod: UntypedObject | undefined): string | undefined => statusOf(pod).hostIP;

/** Kubernetes copies the label from the node in releases that do; reading nodes for it would be a watch of them all. */
export const zoneOf = (pod: UntypedObject | undefined): string | undefined =>
  pod?.metadata.labels?.['topology.kubernetes.io/zone'];

/** Waits that end by themselves in the ordinary course of a start. */
const ORDINARY_WAITS: readonly string[] = ['ContainerCreating', 'PodInitializing'];

/** Why a pod does not come up by itself; undefined while it may be just starting. */
export function troubleOf(pod: UntypedObject): string | undefined {
  const status = statusOf(pod);
  const unscheduled = status.conditions?.find(({ type, status: is }) => type === 'PodScheduled' && is === 'False');
  if (unscheduled) return `cannot be scheduled (${unscheduled.message ?? unscheduled.reason ?? 'no reason given'})`;
  if (status.phase === 'Failed') return 'has failed';
  const containers = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  const waits = containers.map(({ state }) => state?.waiting?.reason);
  return waits.find((reason) => reason !== undefined && !ORDINARY_WAITS.includes(reason));
}

/** With the pod's name: "orders-3 is in ImagePullBackOff", without a full stop. */
export function describeTroubleOf(pod: UntypedObject): string | undefined {
  const trouble = troubleOf(pod);
  if (trouble === undefined) return undefined;
  return `${pod.metadata.name} ${trouble.includes(' ') ? trouble : `is in ${trouble}`}`;
}

/** `orders-10` after `orders-9`. */
export const byNumber = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });
