import { isAlreadyExists, isNotFound, type KubeClient } from '../../../kube/client/index.js';
import { ConflictError, type ReconcileContext } from '../../../kube/manager/index.js';
import { parseKey, keyOf, SECRET, type ObjectKey, type UntypedObject } from '../../../kube/meta/index.js';
import { FIELD_MANAGER } from '../../../domain/naming.js';
import type { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import { runChildAction } from '../../child-action.js';
import { isOurs } from '../children/ownership.js';

type Data = Record<string, string>;

/** As it is at this moment, from the server: what Secrets hold has no place in a cache. */
export async function readSecret(
  client: KubeClient,
  key: ObjectKey,
  signal: AbortSignal,
): Promise<UntypedObject | undefined> {
  try {
    return await client.get(SECRET, key, signal);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** Never over what is there: our caches show our own Secrets alone, so that may be anybody's. */
export async function createSecret(
  client: KubeClient,
  cluster: DatabaseCluster,
  secret: UntypedObject,
  ctx: ReconcileContext,
): Promise<'written' | 'taken'> {
  try {
    const options = { fieldManager: FIELD_MANAGER, signal: ctx.signal };
    ctx.recordWrite(SECRET, await client.create(SECRET, secret, options));
    return 'written';
  } catch (error) {
    if (!isAlreadyExists(error)) throw error;
    const live = await readSecret(client, parseKey(keyOf(secret)), ctx.signal);
    if (live && !isOurs(cluster, live)) return 'taken';
    throw new ConflictError(`the Secret "${secret.metadata.name}" is not in the cache yet`, { cause: error });
  }
}

/** This very one, and none that has its name by then. */
export function deleteSecret(
  client: KubeClient,
  { metadata: { namespace, name, uid } }: UntypedObject,
  ctx: ReconcileContext,
): Promise<void> {
  return runChildAction(client, { do: 'delete', type: SECRET, key: { namespace, name }, uid: uid! }, ctx);
}

/** The values of these keys, encoded as they are; undefined unless all of them are there. */
export function valuesOf(secret: UntypedObject | undefined, keys: readonly string[]): Data | undefined {
  const data = (secret?.data ?? {}) as Data;
  const entries = keys.map((key) => [key, Object.hasOwn(data, key) ? data[key] : undefined] as const);
  return entries.every(([, value]) => value) ? (Object.fromEntries(entries) as Data) : undefined;
}

export const encoded = (data: Readonly<Data>): Data =>
  Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value).toString('base64')]));
