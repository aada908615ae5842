import { silentLogger } from '../../src/kube/logger.js';
import type { ReconcileContext } from '../../src/kube/manager/index.js';
import type { KubeObject, ResourceType } from '../../src/kube/meta/index.js';

export interface RecordingContext extends ReconcileContext {
  /** What the run said that it wrote, as `plural name`. */
  readonly written: string[];
}

/** The surroundings of one run of `team-a/orders`. */
export function aReconcileContext(): RecordingContext {
  const written: string[] = [];
  return {
    key: { namespace: 'team-a', name: 'orders' },
    signal: new AbortController().signal,
    logger: silentLogger,
    reconcileId: 'run-1',
    written,
    recordWrite: <T extends KubeObject>({ plural }: ResourceType, object: T): T => {
      written.push(`${plural} ${object.metadata.name}`);
      return object;
    },
  };
}
