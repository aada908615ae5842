import type { KubeClient } from '../../kube/client/index.js';
import type { Clock } from '../../kube/clock.js';
import type { EventRecorder } from '../../kube/events/index.js';
import type { ProviderRegistry } from '../../providers/contract/index.js';
import type { ClusterCaches } from '../../caches/index.js';

/** What the loop works with. */
export interface ClusterDependencies {
  readonly client: KubeClient;
  readonly caches: ClusterCaches;
  readonly providers: ProviderRegistry;
  readonly events: EventRecorder;
  readonly clock: Clock;
}
