import type { UntypedObject } from '../../../kube/meta/index.js';
import type { NodePool, NodeRole, PodSet } from '../upstream.js';

/** One pool, and what the operator has made of it. */
export interface PoolView {
  readonly role: NodeRole;
  readonly pool?: NodePool;
  readonly podSet?: PodSet;
  readonly pods: readonly UntypedObject[];
  readonly volumes: readonly UntypedObject[];
}
