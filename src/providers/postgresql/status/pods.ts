/** What a pod of the operator tells, read defensively: it is somebody else's object. */
import type { UntypedObject } from '../../../kube/meta/index.js';
import { CNPG_ANNOTATIONS, POSTGRES_CONTAINER, type CnpgCondition, type ResourceRequirements } from '../upstream.js';

interface ContainerStatus {
  readonly name: string;
  readonly state?: { readonly waiting?: { readonly reason?: string } };
}

interface PodSpec {
  readonly nodeName?: string;
  readonly containers?: readonly { readonly name: string; readonly image?: string }[];
}

interface PodStatus {
  readonly phase?: string;
  readonly hostIP?: string;
  readonly conditions?: readonly CnpgCondition[];
  readonly containerStatuses?: readonly ContainerStatus[];
  readonly initContainerStatuses?: readonly ContainerStatus[];
}

const specOf = (pod: UntypedObject | undefined): PodSpec => pod?.spec ?? {};
const statusOf = (pod: UntypedObject | undefined): PodStatus => pod?.status ?? {};

/** False while it is being taken down: it leaves the Services before it stops. */
export function isPodReady(pod: UntypedObject | undefined): boolean {
  if (!pod || pod.metadata.deletionTimestamp !== undefined) return false;
  return statusOf(pod).conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

export const nodeOf = (pod: UntypedObject | undefined): string | undefined => specOf(pod).nodeName;
export const nodeAddressOf = (pod: UntypedObject | undefined): string | undefined => statusOf(pod).hostIP;

/** Kubernetes copies the label from the node in releases that do; reading nodes for it would be a watch of them all. */
export const zoneOf = (pod: UntypedObject | undefined): string | undefined =>
  pod?.metadata.labels?.['topology.kubernetes.io/zone'];

export const databaseImageOf = (pod: UntypedObject | undefined): string | undefined =>
  specOf(pod).containers?.find(({ name }) => name === POSTGRES_CONTAINER)?.image;

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

/** Where pods may run, as Cluster and pod both spell it. */
export interface Placement {
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly object[];
  readonly topologySpreadConstraints?: readonly object[];
}

/** The operator's note of the pod that it wanted: the parts in which a change of the Cluster shows. */
export interface WantedPod extends Placement {
  readonly containers: readonly { readonly name: string; readonly resources?: Partial<ResourceRequirements> }[];
}

/** As the operator wanted the pod, whatever admission made of it. */
export const wantedPodOf = (pod: UntypedObject): WantedPod | undefined =>
  readWantedPod(pod.metadata.annotations?.[CNPG_ANNOTATIONS.podSpec]);

/** undefined when the text is no pod spec with a database in it. */
export function readWantedPod(text: string | undefined): WantedPod | undefined {
  if (text === undefined) return undefined;
  try {
    const { containers, nodeSelector, tolerations, topologySpreadConstraints } = JSON.parse(text) as Partial<WantedPod>;
    const database = containers?.find(({ name }) => name === POSTGRES_CONTAINER);
    if (!database) return undefined;
    const { name, resources } = database;
    return { containers: [{ name, resources }], nodeSelector, tolerations, topologySpreadConstraints };
  } catch {
    return undefined;
  }
}
