import type { KubeObject, ObjectMeta } from '../../../../kube/meta/index.js';
import { ownerOf } from '../../mechanics/ownership.js';
import { kafkaName } from '../names.js';
import { LABEL, MANAGED_BY } from '../well-known.js';

interface MetadataOptions {
  readonly name: string;
  /** The cluster that the object is found by. */
  readonly cluster: string;
  readonly component?: 'kafka' | 'entity-operator' | 'cruise-control' | 'kafka-exporter' | 'certificate-authority';
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
  readonly isOwned?: boolean;
  /** Whose labels reach the object, too. */
  readonly kin?: KubeObject;
}

const isOurs = (key: string): boolean => key.startsWith('strimzi.io/') || key.startsWith('app.kubernetes.io/');

/** Labels that the user gave to the owner reach its children; the operator's own do not. */
const inherited = ({ metadata }: KubeObject): Record<string, string> =>
  Object.fromEntries(Object.entries(metadata.labels ?? {}).filter(([key]) => !isOurs(key)));

/** Metadata of an object around a cluster: found by its label, collected with its owner. */
export function childMetadata(owner: KubeObject, options: MetadataOptions): ObjectMeta {
  const { name, cluster, component = 'kafka', labels, annotations, isOwned = true, kin } = options;
  return {
    name,
    namespace: owner.metadata.namespace,
    labels: {
      ...(kin ? inherited(kin) : {}),
      ...inherited(owner),
      ...labels,
      [LABEL.cluster]: cluster,
      [LABEL.kind]: 'Kafka',
      [LABEL.name]: component === 'kafka' ? kafkaName(cluster) : `${cluster}-${component}`,
      [LABEL.componentType]: component,
      'app.kubernetes.io/name': component,
      'app.kubernetes.io/instance': cluster,
      'app.kubernetes.io/managed-by': MANAGED_BY,
    },
    ...(annotations && Object.keys(annotations).length > 0 ? { annotations } : {}),
    ...(isOwned ? { ownerReferences: [ownerOf(owner)] } : {}),
  };
}
