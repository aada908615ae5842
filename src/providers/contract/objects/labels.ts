import { LABELS } from '../../../domain/naming.js';
import type { KubeObject, UntypedObject } from '../../../kube/meta/index.js';
import type { DatabaseCluster } from '../../../resources/database-cluster/index.js';

type ChildComponent = 'database' | 'controller' | 'user' | 'proxy' | 'monitoring' | 'backup';

/** Of the objects that we make ourselves; the marks of ownership are put on them by whoever writes them. */
export const componentLabel = (component: ChildComponent): Record<string, string> => ({
  [LABELS.component]: component,
});

/** On an object that is being rendered, beside what it has; nothing leaves it without any. */
export function annotate({ metadata }: Pick<KubeObject, 'metadata'>, more: Readonly<Record<string, string>>): void {
  if (Object.keys(more).length === 0) return;
  metadata.annotations = { ...metadata.annotations, ...more };
}

/** Whether an object is of this database, and not of a namesake of another time. */
export const isOf =
  ({ metadata: { uid } }: DatabaseCluster) =>
  ({ metadata }: Pick<UntypedObject, 'metadata'>): boolean =>
    uid !== undefined && metadata.labels?.[LABELS.clusterUid] === uid;

/**
 * Of what operators make from them. Only our own labels: operators write `app.kubernetes.io/*` by themselves, and two
 * writers of one label would take turns for ever.
 */
export const inheritedLabels = ({ metadata, spec }: DatabaseCluster): Record<string, string> => ({
  [LABELS.cluster]: metadata.name,
  [LABELS.clusterUid]: metadata.uid ?? '',
  [LABELS.engine]: spec.engine,
});
