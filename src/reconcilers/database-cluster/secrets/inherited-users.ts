import type { ClusterCaches } from '../../../caches/index.js';
import type { KubeClient } from '../../../kube/client/index.js';
import type { ReconcileContext } from '../../../kube/manager/index.js';
import type { UntypedObject } from '../../../kube/meta/index.js';
import { childLabels, credentialsSecretName, LABELS } from '../../../domain/naming.js';
import { lifeIn, type Life } from '../../../providers/contract/archives/index.js';
import type { OperatorUsers } from '../../../providers/contract/index.js';
import type { DatabaseCluster, RecoverySource } from '../../../resources/database-cluster/index.js';
import { createSecret, readSecret, valuesOf } from './secret-data.js';

/** Of the binding, and of the Secret that somebody makes by hand where there is no origin any more. */
const PASSWORD = 'password';

export interface Heir {
  readonly cluster: DatabaseCluster;
  readonly users: OperatorUsers;
  readonly source: RecoverySource;
  readonly ctx: ReconcileContext;
}

export type Inheritance =
  { readonly is: 'there'; readonly password: string } | { readonly is: 'missing'; readonly message: string };

/**
 * The passwords of the database whose data another one is born with: copied before anything is made, from the Secrets of
 * the origin while that is there, or from what somebody has put in their place.
 */
export class InheritedUsers {
  constructor(
    private readonly client: KubeClient,
    private readonly caches: Pick<ClusterCaches, 'credentials'>,
  ) {}

  /** Once there is a binding there is nothing left to inherit. */
  isDone({ metadata: { namespace, name } }: DatabaseCluster): boolean {
    return (
      this.caches.credentials.store.get({ namespace: namespace!, name: credentialsSecretName(name) }) !== undefined
    );
  }

  async ensure(heir: Heir): Promise<Inheritance> {
    const { cluster, users } = heir;
    const own = await this.read(heir, users.secretName(cluster.metadata.name));
    const origin = lifeIn(heir.source.archive);
    if (own && !valuesOf(own, users.keys)) return incomplete(heir);
    const password = valuesOf(own, [PASSWORD])?.password ?? (origin && (await this.passwordOf(origin, heir)));
    if (password === undefined) return missing(heir, origin);
    if (!own && !(await this.copyUsers(origin!, password, heir))) return missing(heir, origin);
    return { is: 'there', password: Buffer.from(password, 'base64').toString() };
  }

  private async read({ cluster, ctx }: Heir, name: string): Promise<UntypedObject | undefined> {
    return readSecret(this.client, { namespace: cluster.metadata.namespace, name }, ctx.signal);
  }

  /** A database that has the name now, and did not leave the data, has other passwords. */
  private async passwordOf({ cluster, uidStart }: Life, heir: Heir): Promise<string | undefined> {
    const binding = await this.read(heir, credentialsSecretName(cluster));
    const labels = binding?.metadata.labels ?? {};
    const isTheirs =
      labels[LABELS.engine] === heir.cluster.spec.engine && labels[LABELS.clusterUid]?.startsWith(uidStart);
    return isTheirs ? valuesOf(binding, [PASSWORD])?.password : undefined;
  }

  /** With the password beside them: the origin may go before the binding is made. */
  private async copyUsers(origin: Life, password: string, heir: Heir): Promise<boolean> {
    const { cluster, users, ctx } = heir;
    const theirs = valuesOf(await this.read(heir, users.secretName(origin.cluster)), users.keys);
    if (!theirs) return false;
    const { namespace, name } = cluster.metadata;
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: users.secretName(name), namespace, labels: childLabels(cluster) },
      type: 'Opaque',
      data: { ...theirs, [PASSWORD]: password },
    };
    // Made by somebody in this very moment, it is read the next time.
    return (await createSecret(this.client, cluster, secret, ctx)) === 'written';
  }
}

function missing({ cluster, users }: Heir, origin: Life | undefined): Inheritance {
  const whose = origin ? `"${origin.cluster}"` : 'another database';
  const name = users.secretName(cluster.metadata.name);
  const message =
    `The users of ${whose} come back with its data, and its Secrets are not in this namespace any more. Make the Secret ` +
    `"${name}" with their passwords of then: ${users.keys.join(', ')}, and ${PASSWORD} for that of the application.`;
  return { is: 'missing', message };
}

function incomplete({ cluster, users }: Heir): Inheritance {
  const name = users.secretName(cluster.metadata.name);
  const message = `The Secret "${name}" must hold ${users.keys.join(', ')} of the database that the data is of.`;
  return { is: 'missing', message };
}
