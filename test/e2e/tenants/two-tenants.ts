import { connect, type HttpKubeClient } from '../../../src/kube/client/index.js';
import { apiVersionOf, NAMESPACE, type ResourceType, type UntypedObject } from '../../../src/kube/meta/index.js';
import { BACKUP_STORAGE } from '../../../src/resources/backup-storage/index.js';
import { DATABASE_BACKUP } from '../../../src/resources/database-backup/index.js';
import { DATABASE_CLUSTER } from '../../../src/resources/database-cluster/index.js';
import { MONITORING_CONFIG } from '../../../src/resources/monitoring-config/index.js';
import { OPS_REQUEST } from '../../../src/resources/ops-request/index.js';
import { eventually } from '../../harness/eventually.js';
import { SandboxApp } from '../../harness/sandbox-app.js';

/** Of the tenant who asks, of the one who must stay unseen, and of nobody. */
export const OURS = 'ours';
export const THEIRS = 'theirs';
export const NOBODYS = 'nobody';

/** Of everything in both namespaces, so that only the namespace tells whose it is. */
export const NAME = 'orders';
/** In every object of the other tenant: wherever it turns up, something of theirs was told. */
export const MARK = 'marked-as-theirs';

const RBAC = 'rbac.authorization.k8s.io';
const rbac = (kind: string, plural: string): ResourceType => ({
  group: RBAC,
  version: 'v1',
  kind,
  plural,
  namespaced: true,
});
const KINDS = [DATABASE_CLUSTER, OPS_REQUEST, DATABASE_BACKUP, BACKUP_STORAGE, MONITORING_CONFIG];
const SPECS: readonly (readonly [ResourceType, Record<string, unknown>])[] = [
  [DATABASE_CLUSTER, { engine: 'postgresql', version: '17', clusterSize: 1, storage: { size: '1Gi' } }],
  [BACKUP_STORAGE, { type: 'S3', bucket: 'backups', endpoint: 'http://127.0.0.1:9', credentialsRef: { name: NAME } }],
  [DATABASE_BACKUP, { clusterRef: { name: NAME }, storageRef: { name: NAME }, existing: { path: 'gone/base/1' } }],
  [OPS_REQUEST, { clusterRef: { name: NAME }, type: 'Restart', notBefore: '2999-01-01T00:00:00Z' }],
];

/** One product with two tenants, who have the same of everything. */
export class TwoTenants {
  private constructor(
    readonly sandbox: SandboxApp,
    private readonly client: HttpKubeClient,
    /** Of one who may do everything in one namespace, and nothing anywhere else. */
    readonly token: string,
  ) {}

  static async start(): Promise<TwoTenants> {
    const sandbox = await SandboxApp.start();
    const client = connect(sandbox.cluster.kubeConfigFor('tester'), { userAgent: 'tester' });
    const token = sandbox.cluster.kubeConfigFor('ann', ['system:authenticated']).getCurrentUser()!.token!;
    const tenants = new TwoTenants(sandbox, client, token);
    await Promise.all([OURS, THEIRS].map((namespace) => tenants.settle(namespace)));
    await tenants.grantAll('ann');
    return tenants;
  }

  async stop(): Promise<void> {
    await this.client.close();
    await this.sandbox.stop();
  }

  /** All that the other tenant wants, as it is stored: what was influenced shows here. */
  async intentOfTheirs(): Promise<unknown[]> {
    const lists = await Promise.all(
      KINDS.map((type) => this.client.list<UntypedObject & { spec?: unknown }>(type, { namespace: THEIRS })),
    );
    return lists.flatMap(({ items }) =>
      items.map(({ kind, metadata, spec }) => {
        const { name, uid, generation, deletionTimestamp, labels, annotations } = metadata;
        return { kind, name, uid, generation, deletionTimestamp, labels, annotations, spec };
      }),
    );
  }

  /** Something changes at both tenants', at the other's first, and goes back. */
  async touchBoth(): Promise<void> {
    for (const touched of ['yes', null])
      for (const namespace of [THEIRS, OURS])
        for (const [type] of SPECS) {
          const body = { metadata: { annotations: { 'example.com/touched': touched } } };
          await this.client.patch(type, { namespace, name: NAME }, { type: 'merge', body });
        }
  }

  private async settle(namespace: string): Promise<void> {
    await this.client.create(NAMESPACE, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    const annotations: Record<string, string> = namespace === THEIRS ? { [`example.com/${MARK}`]: MARK } : {};
    const labels: Record<string, string> = namespace === THEIRS ? { owner: MARK } : {};
    for (const [type, spec] of SPECS) {
      const metadata = { name: NAME, namespace, annotations, labels };
      await this.client.create<UntypedObject>(type, {
        apiVersion: apiVersionOf(type),
        kind: type.kind,
        metadata,
        spec,
      });
    }
    await eventually(
      () => this.sandbox.request('GET', `/api/v1/namespaces/${namespace}/clusters/${NAME}`),
      ({ body }) => body.status?.phase === 'Running',
    );
  }

  private async grantAll(user: string): Promise<void> {
    const metadata = { name: 'all', namespace: OURS };
    const rules = [{ apiGroups: ['dbaas.io'], resources: ['*'], verbs: ['*'] }];
    const subjects = [{ apiGroup: RBAC, kind: 'User', name: user }];
    const roleRef = { apiGroup: RBAC, kind: 'Role', name: 'all' };
    const apiVersion = `${RBAC}/v1`;
    await this.client.create(rbac('Role', 'roles'), { apiVersion, kind: 'Role', metadata, rules });
    await this.client.create(rbac('RoleBinding', 'rolebindings'), {
      apiVersion,
      kind: 'RoleBinding',
      metadata,
      subjects,
      roleRef,
    });
  }
}
