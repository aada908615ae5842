import { isNotFound, type KubeClient } from '../../kube/client/index.js';
import type { KubeObject, ResourceType, UntypedObject } from '../../kube/meta/index.js';
import type { NamespacedKey } from '../auth/resource-access.js';
import { asProblems } from '../kube-problems.js';

/** As it stands in the cluster, or undefined for what is not there. @throws ProblemError for every other failure. */
export async function findObject<T extends KubeObject = UntypedObject>(
  client: KubeClient,
  type: ResourceType,
  key: NamespacedKey,
): Promise<T | undefined> {
  try {
    return await client.get<T>(type, key);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    return asProblems(() => Promise.reject(error as Error));
  }
}
