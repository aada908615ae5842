import { apiVersionOf, type KubeObject } from '../../kube/meta/index.js';
import type { ApplyInput, DesiredChild, StepOf } from '../contract/index.js';
import { MARIADB, PHYSICAL_BACKUP, type MariadbSpec, type PhysicalBackup } from './upstream.js';

/** What the steps edit: one cluster's children, unfinished. */
export interface Draft {
  readonly mariadb: KubeObject & { spec: Partial<MariadbSpec> };
  /** Of several members: how newcomers get their data. */
  template?: PhysicalBackup;
}

export type Step = StepOf<Draft>;

/** Nothing survives from the live objects but what a step takes from them by name. */
export const emptyDraft = ({ cluster: { metadata } }: ApplyInput): Draft => ({
  mariadb: {
    apiVersion: apiVersionOf(MARIADB),
    kind: MARIADB.kind,
    metadata: { name: metadata.name, namespace: metadata.namespace },
    spec: {},
  },
});

/** The template refers to the database. */
export const childrenOf = ({ mariadb, template }: Draft): DesiredChild[] => [
  { type: MARIADB, object: mariadb },
  ...(template ? [{ type: PHYSICAL_BACKUP, object: template }] : []),
];
