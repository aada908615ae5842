import { apiVersionOf, type KubeObject } from '../../kube/meta/index.js';
import type { ApplyInput, DesiredChild, StepOf } from '../contract/index.js';
import type { PerconaDialect } from './dialect.js';

/** What the steps edit: one cluster's children, unfinished. `S` is what the operator's object asks for. */
export interface PerconaDraft<S extends object> {
  readonly cluster: KubeObject & { spec: Partial<S> };
  /** What the operator is asked for beside the database itself, once there is one: to fill it. */
  readonly orders: DesiredChild[];
}

export type PerconaStep<S extends object> = StepOf<PerconaDraft<S>>;

export interface Drafts<S extends object> {
  readonly emptyDraft: (input: ApplyInput) => PerconaDraft<S>;
  readonly childrenOf: (draft: PerconaDraft<S>) => DesiredChild[];
}

/** Nothing survives from the live objects but what a step takes from them by name. */
export const draftsOf = <S extends object>({ kinds }: Pick<PerconaDialect, 'kinds'>): Drafts<S> => ({
  emptyDraft: ({ cluster: { metadata } }) => ({
    cluster: {
      apiVersion: apiVersionOf(kinds.cluster),
      kind: kinds.cluster.kind,
      metadata: { name: metadata.name, namespace: metadata.namespace },
      spec: {},
    },
    orders: [],
  }),
  /** The database first: orders name it. */
  childrenOf: ({ cluster, orders }) => [{ type: kinds.cluster, object: cluster }, ...orders],
});
