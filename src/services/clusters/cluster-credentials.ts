import { isNotFound, type KubeClient } from '../../kube/client/index.js';
import { SECRET, type UntypedObject } from '../../kube/meta/index.js';
import { ProblemError } from '../../domain/problem.js';
import { credentialsSecretName, LABELS } from '../../domain/naming.js';
import type { Caller } from '../auth/caller.js';
import type { NamespacedKey } from '../auth/resource-access.js';
import { asProblems } from '../kube-problems.js';
import type { ClusterAccess } from './cluster-access.js';
import type { ClusterReader } from './cluster-reader.js';

/** A user of the database, without anything secret. */
export interface CredentialsSummary {
  readonly user: string;
  /** The Secret to bind to, in the cluster's namespace. */
  readonly secretName: string;
  readonly createdAt: string;
}

/** What it takes to connect. Its own RBAC verb, never cached, every read recorded. */
export interface CredentialsValues {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly database: string;
  readonly uri: string;
  /** PEM; null until the operator has made it. */
  readonly caCertificate: string | null;
}

const SUBRESOURCE = 'credentials';

export class ClusterCredentials {
  constructor(
    private readonly client: KubeClient,
    private readonly reader: ClusterReader,
    private readonly access: ClusterAccess,
  ) {}

  async list(caller: Caller, key: NamespacedKey): Promise<CredentialsSummary[]> {
    await this.access.require(caller, 'list', key, SUBRESOURCE);
    const secret = await this.read(key);
    const { name, creationTimestamp } = secret.metadata;
    return [{ user: valueOf(secret, 'username'), secretName: name, createdAt: creationTimestamp! }];
  }

  async get(caller: Caller, key: NamespacedKey, user: string): Promise<CredentialsValues> {
    await this.access.require(caller, 'get', key, SUBRESOURCE);
    const secret = await this.read(key);
    if (valueOf(secret, 'username') !== user) {
      throw new ProblemError('not_found', `DatabaseCluster "${key.name}" has no credentials of a user "${user}".`);
    }
    return {
      host: valueOf(secret, 'host'),
      port: Number(valueOf(secret, 'port')),
      username: user,
      password: valueOf(secret, 'password'),
      database: valueOf(secret, 'database'),
      uri: valueOf(secret, 'uri'),
      caCertificate: valueOf(secret, 'ca.crt') || null,
    };
  }

  /** A Secret of that name that is not the cluster's own is nobody's to hand out here. */
  private async read(key: NamespacedKey): Promise<UntypedObject> {
    const cluster = this.reader.find(key);
    const secretKey = { namespace: key.namespace, name: credentialsSecretName(key.name) };
    try {
      const secret = await this.client.get(SECRET, secretKey);
      if (secret.metadata.labels?.[LABELS.clusterUid] === cluster.metadata.uid) return secret;
    } catch (error) {
      if (!isNotFound(error)) return asProblems(() => Promise.reject(error as Error));
    }
    throw new ProblemError('not_found', `DatabaseCluster "${key.name}" has no credentials yet.`);
  }
}

function valueOf(secret: UntypedObject, key: string): string {
  const encoded = (secret.data as Record<string, string> | undefined)?.[key];
  return encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString();
}
