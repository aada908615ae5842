/** What only a pod of this operator tells, read defensively: it is somebody else's object. */
import type { UntypedObject } from '../../../kube/meta/index.js';
import { containerOf } from '../../contract/objects/index.js';
import { CNPG_ANNOTATIONS, POSTGRES_CONTAINER, type ResourceRequirements } from '../upstream.js';

export const databaseImageOf = (pod: UntypedObject | undefined): string | undefined =>
  containerOf(pod, POSTGRES_CONTAINER)?.image;

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
