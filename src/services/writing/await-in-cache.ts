import type { Informer } from '../../kube/informer/index.js';
import type { KubeObject } from '../../kube/meta/index.js';

/** Past this the cache has a problem that readiness will tell. */
const READ_YOUR_WRITE_MS = 2_000;

/** A read that follows a write sees it. */
export async function awaitInCache<T extends KubeObject>(informer: Informer<T>, { metadata }: T): Promise<void> {
  await informer.waitForVersion(metadata.resourceVersion!, READ_YOUR_WRITE_MS);
}
