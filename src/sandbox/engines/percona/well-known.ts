/** Names that both of Percona's operators give to labels and annotations: spelt exactly. */

export const LABEL = {
  name: 'app.kubernetes.io/name',
  instance: 'app.kubernetes.io/instance',
  component: 'app.kubernetes.io/component',
  managedBy: 'app.kubernetes.io/managed-by',
  partOf: 'app.kubernetes.io/part-of',
} as const;

export const ANNOTATION = {
  /** RFC 3339, while volumes grow. */
  resizing: 'percona.com/pvc-resize-in-progress',
  /** On pods: which text of the configuration they were made for. */
  configurationHash: 'percona.com/configuration-hash',
  /** On StatefulSets: which wish they were last brought to. */
  lastWish: 'percona.com/last-config-hash',
} as const;

/** Ours: why what is in the pod would end as soon as it has started; part of the template, and so of the revision. */
export const REFUSES_TO_START = 'sandbox.dbaas.io/refuses-to-start';
