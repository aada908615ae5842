import { loadCatalogue } from '../../src/catalogue.js';
import { FIELD_MANAGER, LABELS } from '../../src/domain/naming.js';
import { connect, type HttpKubeClient } from '../../src/kube/client/index.js';
import { newLease } from '../../src/kube/leader-election/lease.js';
import { LEASE, NAMESPACE, type KubeObject, type ResourceType } from '../../src/kube/meta/index.js';
import { BACKUP_STORAGE } from '../../src/resources/backup-storage/index.js';
import { DATABASE_BACKUP } from '../../src/resources/database-backup/index.js';
import { DATABASE_CLUSTER } from '../../src/resources/database-cluster/index.js';
import { DATABASE_ENGINE } from '../../src/resources/database-engine/index.js';
import { OPS_REQUEST } from '../../src/resources/ops-request/index.js';
import { aBackupStorage } from '../builders/backup-storage.js';
import { aDatabaseBackup } from '../builders/database-backup.js';
import { aDatabaseCluster } from '../builders/database-cluster.js';
import { anOpsRequest } from '../builders/ops-request.js';
import type { AuditedRequest } from '../envtest/audit-log.js';
import { APPLICATION_USER } from '../harness/application-identity.js';
import { eventually } from '../harness/eventually.js';
import { SandboxApp, startTestCluster } from '../harness/sandbox-app.js';

const NAMESPACES = ['team-a', 'team-b', 'team-c', 'team-d'];
const CLUSTERS = 100;
/** To list and to get what the page has of five kinds, in all namespaces and in each of them. */
const MOST_REVIEWS = 5 * 2 * (1 + NAMESPACES.length);

const PAGE = `query ($first: Int!) { clusters(first: $first, sort: [NAME_ASC]) {
  totalCount pageInfo { hasNextPage hasPreviousPage } edges { node {
    id etag metadata { name }
    engine { spec { displayName } }
    capabilities { type available }
    recoveryWindow { latest }
    operations(first: 5) { totalCount edges { node { id cluster { id } } } }
    backups(first: 5) { totalCount edges { node { id cluster { id } storage { id } } } } } } } }`;

interface ShownCluster {
  readonly operations: { readonly totalCount: number };
  readonly backups: { readonly edges: readonly { readonly node: { readonly storage: { readonly id: string } } }[] };
}

const RBAC = 'rbac.authorization.k8s.io';
const rbac = (kind: string, namespaced: boolean): ResourceType => ({
  group: RBAC,
  version: 'v1',
  kind,
  plural: `${kind.toLowerCase()}s`,
  namespaced,
});

describe('a page of clusters with what belongs to them', () => {
  let sandbox: SandboxApp;
  let client: HttpKubeClient;
  let endRecord: () => void;
  const seen: AuditedRequest[] = [];

  beforeAll(async () => {
    const cluster = await startTestCluster();
    client = connect(cluster.kubeConfigFor('tester'), { userAgent: 'tester' });
    // Another leads: nothing is read but what callers ask for.
    const leader = { identity: 'another', durationMs: 3_600_000, now: new Date() };
    await client.create(LEASE, newLease({ namespace: 'dbaas-system', name: FIELD_MANAGER }, leader));
    for (const engine of await loadCatalogue()) await client.create(DATABASE_ENGINE, engine);
    await makeRole();
    for (const namespace of NAMESPACES) await prepare(namespace);
    await Promise.all(Array.from({ length: CLUSTERS }, (_, index) => makeCluster(index)));
    sandbox = await SandboxApp.over(cluster, { env: { DBAAS_LEADER_ELECTION: 'true', DBAAS_RESYNC_SECONDS: '3600' } });
    endRecord = cluster.api.onRequest((record) => void (record.user === APPLICATION_USER && seen.push(record)));
    await eventually(
      () => sandbox.request('GET', '/api/v1/clusters?limit=1&total=true'),
      ({ body }) => body.page?.total === CLUSTERS,
    );
  });

  afterAll(async () => {
    endRecord();
    await client.close();
    await sandbox.stop();
  });

  const create = async (type: ResourceType, object: object, namespace?: string): Promise<KubeObject> => {
    const { metadata, ...rest } = object as KubeObject;
    const { name, labels } = metadata;
    return client.create(type, { ...rest, metadata: { name, namespace, labels } });
  };

  const makeRole = async (): Promise<void> => {
    const rules = [{ apiGroups: ['dbaas.io'], resources: ['databaseengines'], verbs: ['get', 'list'] }];
    const role = { apiVersion: `${RBAC}/v1`, kind: 'ClusterRole', metadata: { name: 'engines' }, rules };
    await create(rbac('ClusterRole', false), role);
  };

  const prepare = async (namespace: string): Promise<void> => {
    await create(NAMESPACE, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    await create(BACKUP_STORAGE, aBackupStorage(), namespace);
  };

  const makeCluster = async (index: number): Promise<void> => {
    const namespace = NAMESPACES[index % NAMESPACES.length]!;
    const name = `db-${String(index).padStart(3, '0')}`;
    const clusterRef = { name };
    const { metadata } = await create(DATABASE_CLUSTER, { ...aDatabaseCluster(), metadata: { name } }, namespace);
    const labels = { [LABELS.clusterUid]: metadata.uid! };
    await create(OPS_REQUEST, anOpsRequest({ name, spec: { clusterRef } }), namespace);
    const spec = { clusterRef, storageRef: { name: 'main' } };
    await create(DATABASE_BACKUP, aDatabaseBackup({ name, metadata: { labels }, spec }), namespace);
  };

  const bind = async (user: string, role: string, namespace?: string): Promise<void> => {
    const kind = namespace ? 'RoleBinding' : 'ClusterRoleBinding';
    const binding = {
      apiVersion: `${RBAC}/v1`,
      kind,
      metadata: { name: `${user}-${role}` },
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: role },
      subjects: [{ apiGroup: RBAC, kind: 'User', name: user }],
    };
    await create(rbac(kind, namespace !== undefined), binding, namespace);
  };

  /** A user of whom nothing is known yet. They may read the catalogue, and all else in these namespaces, or everywhere. */
  const newUser = async (name: string, namespaces: readonly string[]): Promise<string> => {
    await bind(name, 'engines');
    if (namespaces.length === 0) await bind(name, 'dbaas-operator-viewer');
    for (const namespace of namespaces) await bind(name, 'dbaas-operator-viewer', namespace);
    return sandbox.cluster.kubeConfigFor(name, ['system:authenticated']).getCurrentUser()!.token!;
  };

  /** What the product asked of the API server to answer a page, beside what it asks all the time. */
  const requestsFor = async (token: string, first: number): Promise<{ reviews: number; others: string[] }> => {
    seen.splice(0);
    const body = { query: PAGE, variables: { first } };
    const answer = (await sandbox.request('POST', '/graphql', { body, token })).body;
    expect(answer.errors).toBeUndefined();
    const nodes = (answer.data.clusters.edges as { node: ShownCluster }[]).map(({ node }) => node);
    const whole = nodes.filter(
      ({ operations, backups }) => operations.totalCount === 1 && backups.edges[0]?.node.storage,
    );
    expect(whole).toHaveLength(first);
    const asked = seen.map(({ verb, resource }) => `${verb} ${resource}`);
    return {
      reviews: asked.filter((what) => what.includes('subjectaccessreviews')).length,
      others: asked.filter((what) => !/leases|subjectaccessreviews|tokenreviews/.test(what)),
    };
  };

  it.each([
    { where: 'everywhere', namespaces: [] },
    { where: 'in four namespaces', namespaces: NAMESPACES },
  ])('costs who may read $where no more questions for 100 than for 12', async ({ where, namespaces }) => {
    const named = where.replaceAll(' ', '-');
    const few = await requestsFor(await newUser(`few-${named}`, namespaces), 12);
    const token = await newUser(`many-${named}`, namespaces);
    const many = await requestsFor(token, CLUSTERS);
    expect(many).toEqual(few);
    expect(many.others).toEqual([]);
    expect(many.reviews).toBeLessThanOrEqual(MOST_REVIEWS);
    expect(await requestsFor(token, CLUSTERS)).toEqual({ reviews: 0, others: [] });
  });
});
