import type { KubeObject, ObjectMeta } from '../../../../kube/meta/index.js';
import { ownerOf } from '../../mechanics/ownership.js';
import { LABEL } from '../well-known.js';

interface MetadataOptions {
  readonly app: string;
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Secrets and volumes outlive their database. Default: owned. */
  readonly isOwned?: boolean;
}

export const managerOf = ({ app }: { readonly app: string }): string => `${app}-operator`;

/** By which everything of one database is found. */
export const commonLabels = (app: string, cluster: string): Record<string, string> => ({
  [LABEL.name]: app,
  [LABEL.instance]: cluster,
  [LABEL.managedBy]: managerOf({ app }),
  [LABEL.partOf]: app,
});

/** Metadata of an object around a database: found by its labels, collected with it. */
export const childMetadata = (
  cluster: KubeObject,
  { app, name, labels, annotations, isOwned = true }: MetadataOptions,
): ObjectMeta => ({
  name,
  namespace: cluster.metadata.namespace,
  labels: { ...commonLabels(app, cluster.metadata.name), ...labels },
  ...(annotations && Object.keys(annotations).length > 0 ? { annotations: { ...annotations } } : {}),
  ...(isOwned ? { ownerReferences: [ownerOf(cluster)] } : {}),
});
