import { LABELS } from '../../../domain/naming.js';
import type { DatabaseCluster } from '../../../resources/database-cluster/index.js';

/** Of the objects that we make ourselves; the marks of ownership are put on them by whoever writes them. */
export function componentLabel(component: 'database' | 'proxy' | 'monitoring' | 'backup'): Record<string, string> {
  return { [LABELS.component]: component };
}

/**
 * Of what the operator makes from them. Only our own labels: the operator writes `app.kubernetes.io/*` by itself, and two
 * writers of one label would take turns for ever.
 */
export function inheritedLabels(cluster: DatabaseCluster): Record<string, string> {
  return {
    [LABELS.cluster]: cluster.metadata.name,
    [LABELS.clusterUid]: cluster.metadata.uid ?? '',
    [LABELS.engine]: cluster.spec.engine,
  };
}
