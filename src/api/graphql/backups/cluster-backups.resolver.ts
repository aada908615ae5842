import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { DatabaseBackup } from '../../../resources/database-backup/index.js';
import { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { Caller } from '../../../services/auth/caller.js';
import { BACKUP_LIST } from '../../../services/backups/backup-list.js';
import { BackupReader } from '../../../services/backups/backup-reader.js';
import { RecoveryWindows } from '../../../services/backups/recovery-windows.js';
import { CurrentCaller } from '../../common/caller.js';
import { connectionOf, queryWithin } from '../pages/connection-of.js';
import type { Connection } from '../pages/list-models.js';
import { viewOf } from '../view.js';
import { BackupsOfClusterArguments, DatabaseBackupConnection } from './backup-connection.model.js';
import { CurrentRecoveryWindow } from './recovery-window.model.js';

/** What a cluster knows of its backups; read from the index of a cache, whatever the number of clusters. */
@Resolver(() => DatabaseCluster)
export class ClusterBackupsResolver {
  constructor(
    private readonly reader: BackupReader,
    private readonly windows: RecoveryWindows,
  ) {}

  @ResolveField(() => DatabaseBackupConnection, {
    nullable: true,
    description: 'Its backups, the newest first. Null, with an error, when the caller may not list any.',
  })
  backups(
    @CurrentCaller() caller: Caller,
    @Parent() { metadata: { namespace, name } }: DatabaseCluster,
    @Args() args: BackupsOfClusterArguments,
  ): Promise<Connection<DatabaseBackup>> {
    const query = { ...queryWithin(BACKUP_LIST, { ...args, namespace }), cluster: [name] };
    return connectionOf((asked) => this.reader.list(caller, asked), query);
  }

  @ResolveField(() => CurrentRecoveryWindow, {
    nullable: true,
    description: 'What a point-in-time restore may ask for, as of now. Null when there is no way back at all.',
  })
  async recoveryWindow(
    @CurrentCaller() caller: Caller,
    @Parent() cluster: DatabaseCluster,
  ): Promise<CurrentRecoveryWindow | undefined> {
    const { earliest, latest, gaps, basedOn } = await this.windows.of(caller, cluster);
    if (earliest === undefined || latest === undefined) return undefined;
    return { earliest, latest, gaps, basedOn: basedOn.map(viewOf) };
  }
}
