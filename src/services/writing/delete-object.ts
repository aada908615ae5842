import type { KubeClient } from '../../kube/client/index.js';
import type { KubeObject, ResourceType } from '../../kube/meta/index.js';
import type { NamespacedKey } from '../auth/resource-access.js';
import { asProblems } from '../kube-problems.js';
import { findObject } from './find-object.js';

/** The object as it still is, with what holds it; undefined when it is gone. */
export async function leftOf<T extends KubeObject>(
  client: KubeClient,
  type: ResourceType,
  { metadata: { namespace, name, uid } }: T,
): Promise<T | undefined> {
  const left = await findObject<T>(client, type, { namespace: namespace!, name });
  return left?.metadata.uid === uid ? left : undefined;
}

/** Deletes this very object, and says what is left of it. */
export async function deleteObject<T extends KubeObject>(
  client: KubeClient,
  type: ResourceType,
  object: T,
  dryRun: boolean | undefined,
): Promise<T | undefined> {
  const { namespace, name, uid } = object.metadata;
  const key: NamespacedKey = { namespace: namespace!, name };
  await asProblems(() => client.delete(type, key, { uid, dryRun }));
  return leftOf(client, type, object);
}
