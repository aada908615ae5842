import { LRUCache } from 'lru-cache';
import type { KubeClient } from '../../../kube/client/index.js';
import { isAlreadyExists, isNotFound } from '../../../kube/client/index.js';
import { SECRET, type UntypedObject } from '../../../kube/meta/index.js';
import { ConflictError, type ReconcileContext } from '../../../kube/manager/index.js';
import { coversDesired } from '../../../kube/writes/index.js';
import { ANNOTATIONS, credentialsSecretName, FIELD_MANAGER } from '../../../domain/naming.js';
import type { Connection } from '../../../providers/contract/index.js';
import type { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import { isOurs } from '../children/ownership.js';
import { buildCredentialsSecret, connectionHash, generatePassword } from './build.js';

/** Secrets come and go; one that is forgotten is judged by its hash, as after a restart. */
const MAX_VERIFIED = 100_000;

export type CredentialsOutcome = 'unchanged' | 'written' | 'taken';

/** Keeps each cluster's credentials Secret: made once, refreshed when the way to the database changes, never reset. */
export class Credentials {
  /** The version of each Secret that was last known to be right, by uid. */
  readonly #verified = new LRUCache<string, string>({ max: MAX_VERIFIED });

  constructor(
    private readonly client: KubeClient,
    private readonly cached: (key: { namespace: string; name: string }) => UntypedObject | undefined,
  ) {}

  /** `password` is that of a new one, where it is known already. */
  async ensure(
    cluster: DatabaseCluster,
    connection: Connection,
    ctx: ReconcileContext,
    password = generatePassword(),
  ): Promise<CredentialsOutcome> {
    const key = keyOfSecret(cluster);
    const metadataOnly = this.cached(key);
    if (!metadataOnly) return this.create(cluster, buildCredentialsSecret(cluster, connection, password), ctx);
    if (!isOurs(cluster, metadataOnly)) return 'taken';
    if (this.isCurrent(metadataOnly, connection)) return 'unchanged';
    return this.refresh(cluster, connection, ctx);
  }

  /** A version that we have not seen was written by somebody else: then the hash alone proves nothing. */
  private isCurrent({ metadata }: UntypedObject, connection: Connection): boolean {
    if (metadata.annotations?.[ANNOTATIONS.appliedHash] !== connectionHash(connection)) return false;
    const verified = this.#verified.get(metadata.uid!);
    if (verified === undefined) this.#verified.set(metadata.uid!, metadata.resourceVersion);
    return verified === undefined || verified === metadata.resourceVersion;
  }

  private async create(
    cluster: DatabaseCluster,
    secret: UntypedObject,
    ctx: ReconcileContext,
  ): Promise<CredentialsOutcome> {
    try {
      this.remember(
        ctx.recordWrite(
          SECRET,
          await this.client.create(SECRET, secret, { fieldManager: FIELD_MANAGER, signal: ctx.signal }),
        ),
      );
      return 'written';
    } catch (error) {
      if (!isAlreadyExists(error)) throw error;
      return this.judgeExisting(cluster, ctx);
    }
  }

  /** The cache shows our own Secrets only: what stands in the way is somebody else's, or ours and too fresh. */
  private async judgeExisting(cluster: DatabaseCluster, ctx: ReconcileContext): Promise<CredentialsOutcome> {
    const live = await this.client.get(SECRET, keyOfSecret(cluster), ctx.signal);
    if (!isOurs(cluster, live)) return 'taken';
    throw new ConflictError('the credentials Secret is not in the cache yet');
  }

  private async refresh(
    cluster: DatabaseCluster,
    connection: Connection,
    ctx: ReconcileContext,
  ): Promise<CredentialsOutcome> {
    const live = await this.read(cluster, ctx);
    // Replaced since the cache saw it: what is there now is somebody else's.
    if (!isOurs(cluster, live)) return 'taken';
    const body = refreshPatch(live, buildCredentialsSecret(cluster, connection, passwordOf(live)));
    if (!body) {
      this.remember(live);
      return 'unchanged';
    }
    const options = { fieldManager: FIELD_MANAGER, signal: ctx.signal };
    const written = await this.client.patch(SECRET, keyOfSecret(cluster), { type: 'merge', body }, options);
    this.remember(ctx.recordWrite(SECRET, written));
    return 'written';
  }

  private async read(cluster: DatabaseCluster, ctx: ReconcileContext): Promise<UntypedObject> {
    try {
      return await this.client.get(SECRET, keyOfSecret(cluster), ctx.signal);
    } catch (error) {
      if (isNotFound(error)) throw new ConflictError('the credentials Secret has gone', { cause: error });
      throw error;
    }
  }

  private remember({ metadata }: UntypedObject): void {
    this.#verified.set(metadata.uid!, metadata.resourceVersion);
  }
}

function keyOfSecret({ metadata }: DatabaseCluster): { namespace: string; name: string } {
  return { namespace: metadata.namespace!, name: credentialsSecretName(metadata.name) };
}

/** A password that somebody changed is a rotation: it stays. One that was emptied is made anew. */
function passwordOf(secret: UntypedObject): string {
  const encoded = (secret.data as Record<string, string> | undefined)?.password;
  return encoded ? Buffer.from(encoded, 'base64').toString() : generatePassword();
}

/** Undefined when nothing of ours differs; keys, labels and annotations that others added are left alone. */
function refreshPatch(live: UntypedObject, desired: UntypedObject): object | undefined {
  if (coversDesired(ourPartOf(live), ourPartOf(desired))) return undefined;
  const { labels, annotations } = desired.metadata;
  return { metadata: { labels, annotations, resourceVersion: live.metadata.resourceVersion }, data: desired.data };
}

function ourPartOf({ metadata, data }: UntypedObject): object {
  return { metadata: { labels: metadata.labels, annotations: metadata.annotations }, data };
}
