import {
  backupsUnderCluster,
  backupsUnderOperation,
  BY_BACKUP,
  BY_SECRET,
  BY_STORAGE,
  BY_TARGET,
  secretsOf,
  storagesOfBackup,
  storagesOfCluster,
  type ClusterCaches,
} from '../../src/caches/index.js';
import { keyOf, type ObjectKey, type UntypedObject } from '../../src/kube/meta/index.js';
import { ProviderRegistry, type Provider } from '../../src/providers/contract/index.js';
import type { BackupStorage } from '../../src/resources/backup-storage/index.js';
import type { DatabaseBackup } from '../../src/resources/database-backup/index.js';
import type { DatabaseCluster } from '../../src/resources/database-cluster/index.js';
import type { OpsRequest } from '../../src/resources/ops-request/index.js';
import { aBackupDriver } from '../builders/backup-driver.js';
import { aProvider } from '../builders/provider.js';
import { WIDGET } from '../builders/widget.js';
import { InMemoryInformer } from './in-memory-informer.js';

const targetOf = ({ metadata: { namespace }, spec }: DatabaseBackup | OpsRequest): string[] => [
  keyOf({ namespace, name: spec.clusterRef.name }),
];

/** What loops know of backups, as a test puts it there; the one engine asks for a backup by a Widget of its name. */
export class BackupCaches {
  readonly backups = new InMemoryInformer<DatabaseBackup>([], {
    [BY_STORAGE]: storagesOfBackup,
    [BY_TARGET]: targetOf,
  });
  readonly storages = new InMemoryInformer<BackupStorage>([], { [BY_SECRET]: secretsOf });
  readonly secretVersions = new InMemoryInformer<UntypedObject>();
  readonly clusters = new InMemoryInformer<DatabaseCluster>([], {
    [BY_STORAGE]: storagesOfCluster,
    [BY_BACKUP]: backupsUnderCluster,
  });
  readonly operations = new InMemoryInformer<OpsRequest>([], {
    [BY_BACKUP]: backupsUnderOperation,
    [BY_TARGET]: targetOf,
  });
  readonly widgets = new InMemoryInformer<UntypedObject>();
  readonly #providers: ProviderRegistry;

  constructor(provider: Provider = aProvider({ backups: aBackupDriver() })) {
    this.#providers = new ProviderRegistry([provider]);
  }

  /** Under the type that code under test asks for. */
  get asCaches(): ClusterCaches {
    return {
      backups: this.backups.asInformer,
      backupStorages: this.storages.asInformer,
      secretVersions: this.secretVersions.asInformer,
      clusters: this.clusters.asInformer,
      operations: this.operations.asInformer,
      providers: this.#providers,
      backupsOf: ({ namespace, name }: ObjectKey) => this.backups.store.byIndex(BY_TARGET, keyOf({ namespace, name })),
      operationsOf: ({ namespace, name }: ObjectKey) =>
        this.operations.store.byIndex(BY_TARGET, keyOf({ namespace, name })),
      childrenOf: () => new Map([[WIDGET, this.widgets.asInformer]]),
    } as unknown as ClusterCaches;
  }
}
