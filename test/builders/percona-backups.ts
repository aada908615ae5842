import { parse } from 'yaml';
import { readFileSync } from 'node:fs';
import type { KubeObject, UntypedObject } from '../../src/kube/meta/index.js';
import { apiVersionOf } from '../../src/kube/meta/index.js';
import { runApplier, type ApplyInput, type DesiredChild, type Provider } from '../../src/providers/contract/index.js';
import type { PerconaDialect } from '../../src/providers/percona/dialect.js';
import type { PerconaCluster } from '../../src/providers/percona/upstream.js';
import type { DatabaseClusterSpec } from '../../src/resources/database-cluster/index.js';
import type { DatabaseEngine } from '../../src/resources/database-engine/index.js';
import { anApplyInput } from './apply-input.js';
import { aBackupStorage } from './backup-storage.js';
import { aClusterThatRan, CLUSTER_UID } from './database-cluster.js';
import { ObservedObjects } from './observed.js';

/** Where the first life of `orders` goes. */
export const folderOf = (release: string, { life = 1, again = '' } = {}): string =>
  `team-a/orders-${CLUSTER_UID.slice(0, 8)}-${life}-v${release}${again}`;

export const BACKED_UP: Partial<DatabaseClusterSpec> = { backup: { storageRef: { name: 'main' } } };

const MARKS = { 'dbaas.io/cluster': 'orders', 'dbaas.io/cluster-uid': CLUSTER_UID };

interface Rendering {
  readonly spec?: Partial<DatabaseClusterSpec>;
  readonly standing?: PerconaCluster;
  readonly orders?: readonly UntypedObject[];
  readonly backups?: readonly UntypedObject[];
  readonly input?: Partial<ApplyInput>;
}

/** One of the two engines, as tests of its backups see it: a database `orders` that backs up to `main`. */
export class BackedUpEngine<U extends PerconaCluster> {
  readonly catalogue: DatabaseEngine;

  constructor(
    readonly provider: Provider,
    readonly dialect: PerconaDialect<U>,
  ) {
    this.catalogue = parse(readFileSync(`catalogue/${provider.engine}.yaml`, 'utf8')) as DatabaseEngine;
  }

  render({ spec = BACKED_UP, standing, orders = [], backups = [], input }: Rendering = {}): DesiredChild[] {
    const { kinds } = this.dialect;
    const observed = new ObservedObjects().with(kinds.restore, ...orders).with(kinds.backup, ...backups);
    if (standing) observed.with(kinds.cluster, standing);
    const version = this.catalogue.spec.defaultVersion;
    const cluster = aClusterThatRan({ engine: this.provider.engine, version, ...spec }, { version: undefined });
    const storage = spec.backup && aBackupStorage();
    const asked = { cluster, engine: this.catalogue, storage, sourceStorage: aBackupStorage(), observed, ...input };
    return runApplier(this.provider.applier(anApplyInput(asked)));
  }

  upstream(rendering?: Rendering): U {
    return this.render(rendering)[0]!.object as U;
  }

  /** What was rendered, as it stands once the operator has brought it up. */
  standing(rendering?: Rendering, { annotations, status }: { annotations?: object; status?: object } = {}): U {
    const { metadata, ...rest } = this.upstream(rendering);
    const marked = { ...metadata.annotations, ...annotations } as Record<string, string>;
    const own = { ...metadata, uid: 'uid-orders', labels: { ...metadata.labels, ...MARKS }, annotations: marked };
    return { ...rest, metadata: own, status: { state: 'ready', ...status } } as unknown as U;
  }

  /** An order of ours to restore, in this state. */
  order(name: string, status: object, labels: Record<string, string> = MARKS): UntypedObject {
    return this.object('restore', { name, labels }, status);
  }

  /** A backup that the operator was asked for. */
  backup(metadata: Partial<KubeObject['metadata']>, status: object): UntypedObject {
    return this.object('backup', { name: 'orders-1', ...metadata }, status);
  }

  private object(kind: 'backup' | 'restore', metadata: object, status: object): UntypedObject {
    const type = this.dialect.kinds[kind];
    const shared = { namespace: 'team-a', uid: `uid-${kind}` };
    return {
      apiVersion: apiVersionOf(type),
      kind: type.kind,
      metadata: { ...shared, ...metadata },
      status,
    } as unknown as UntypedObject;
  }
}
