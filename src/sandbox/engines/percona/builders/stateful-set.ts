import { apiVersionOf, STATEFUL_SET } from '../../../../kube/meta/index.js';
import { stableHash } from '../../../../kube/writes/stable-hash.js';
import type { ClaimTemplate, StatefulSet } from '../../mechanics/stateful-sets/stateful-set.js';
import type { Pod } from '../../mechanics/workloads.js';
import type { PerconaCluster } from '../cluster.js';
import type { ComponentWish } from '../component.js';
import { setNameOf } from '../view.js';
import { ANNOTATION, REFUSES_TO_START } from '../well-known.js';
import { childMetadata, commonLabels } from './metadata.js';
import { buildAffinity } from './affinity.js';

/** By the first that the operator asked for when it made the set: claims cannot be asked for anew. */
export interface SetOptions {
  readonly app: string;
  readonly replicas: number;
  readonly storage: string | undefined;
}

const HASH_LENGTH = 32;

/** The StatefulSet that a component should be; equal wishes give equal sets. */
export function buildSet(cluster: PerconaCluster, wish: ComponentWish, options: SetOptions): StatefulSet {
  const { app, replicas, storage } = options;
  const name = setNameOf(cluster, wish);
  const labels = { ...commonLabels(app, cluster.metadata.name), ...wish.labels };
  const template = {
    metadata: { labels: { ...wish.group.labels, ...labels }, ...annotationsFor(wish) },
    spec: buildPodSpec(wish, labels),
  };
  const updateStrategy = strategyFor(cluster, wish);
  const annotations = { [ANNOTATION.lastWish]: stableHash({ template, updateStrategy }).slice(0, HASH_LENGTH) };
  return {
    apiVersion: apiVersionOf(STATEFUL_SET),
    kind: STATEFUL_SET.kind,
    metadata: childMetadata(cluster, { app, name, labels: wish.labels, annotations }),
    spec: {
      replicas,
      serviceName: name,
      selector: { matchLabels: labels },
      template,
      updateStrategy,
      ...(wish.claimPrefix && storage ? { volumeClaimTemplates: [buildClaim(wish, storage)] } : {}),
    },
  };
}

function strategyFor(
  { spec }: PerconaCluster,
  { isRolledByOperator }: ComponentWish,
): StatefulSet['spec']['updateStrategy'] {
  return { type: isRolledByOperator || spec.updateStrategy === 'OnDelete' ? 'OnDelete' : 'RollingUpdate' };
}

function annotationsFor({ group, configuration, refusal }: ComponentWish): { annotations?: Record<string, string> } {
  const annotations = {
    ...group.annotations,
    ...(configuration ? { [ANNOTATION.configurationHash]: stableHash(configuration.text).slice(0, HASH_LENGTH) } : {}),
    ...(refusal ? { [REFUSES_TO_START]: refusal } : {}),
  };
  return Object.keys(annotations).length > 0 ? { annotations } : {};
}

function buildPodSpec(
  { group, image, container, configuration }: ComponentWish,
  labels: Readonly<Record<string, string>>,
): Pod['spec'] {
  const { tolerations, nodeSelector, topologySpreadConstraints, priorityClassName } = group;
  const engine = {
    name: container.name,
    image,
    imagePullPolicy: group.imagePullPolicy ?? 'Always',
    ...(group.resources ? { resources: group.resources } : {}),
    ports: container.ports.map((port) => ({ ...port, protocol: 'TCP' })),
  };
  const configMap = configuration && { name: 'config', configMap: { name: configuration.name, optional: true } };
  return withoutUndefined({
    containers: [engine],
    volumes: configMap && [configMap],
    affinity: buildAffinity(group.affinity, labels),
    nodeSelector,
    tolerations,
    topologySpreadConstraints,
    priorityClassName,
    restartPolicy: 'Always',
  });
}

/** So that an absent field and an undefined one make the same revision. */
function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}

function buildClaim({ group, claimPrefix = '' }: ComponentWish, storage: string): ClaimTemplate {
  const {
    storageClassName,
    accessModes = ['ReadWriteOnce'],
    labels,
    annotations,
  } = group.volumeSpec?.persistentVolumeClaim ?? {};
  return {
    metadata: { name: claimPrefix, ...(labels ? { labels } : {}), ...(annotations ? { annotations } : {}) },
    spec: {
      accessModes,
      resources: { requests: { storage } },
      ...(storageClassName ? { storageClassName } : {}),
    },
  };
}
