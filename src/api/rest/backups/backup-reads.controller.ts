import { Controller, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { DatabaseBackup } from '../../../resources/database-backup/index.js';
import { BACKUP_LIST } from '../../../services/backups/backup-list.js';
import { BackupReader } from '../../../services/backups/backup-reader.js';
import { BackupWatcher } from '../../../services/backups/backup-watcher.js';
import { answerItem, answerList } from '../answers.js';
import { addressOf, CurrentExchange, type Exchange } from '../exchange.js';
import { VisibleClusterGuard } from '../clusters/visible-cluster.guard.js';
import { servedList } from '../lists/served-list.js';
import { itemEvents, listEvents } from '../streams/change-events.js';
import { Watched, type WatchedRoute } from '../streams/watched.js';
import { ItemRoute, ListRoute } from '../routes.js';
import { BackupList } from './backup.dto.js';

const SERVED = servedList(BACKUP_LIST, DatabaseBackup);
const SERVED_OF_CLUSTER = servedList(BACKUP_LIST, DatabaseBackup, ['cluster']);
const LIST = { query: SERVED.query, type: BackupList };
const LIST_CHANGES = { by: BackupWatcher, open: listEvents(SERVED) };
const ofCluster = (exchange: Exchange): { cluster: [string] } => ({ cluster: [addressOf(exchange).name] });
const CHANGES_OF_CLUSTER = { by: BackupWatcher, open: listEvents(SERVED_OF_CLUSTER, ofCluster) };
const ITEM_CHANGES: WatchedRoute<BackupWatcher> = {
  by: BackupWatcher,
  open: (watcher, exchange, signal) => itemEvents(watcher, exchange, { ...addressOf(exchange), signal }),
};

@ApiTags('backups')
@ApiBearerAuth()
@Controller()
export class BackupReadsController {
  constructor(private readonly reader: BackupReader) {}

  @ListRoute('backups', {
    ...LIST,
    summary: 'Backups of every namespace that the caller may list, the newest first unless `sort` says otherwise',
  })
  @Watched(LIST_CHANGES)
  listAllBackups(@CurrentExchange() exchange: Exchange): Promise<BackupList | undefined> {
    return answerList(this.reader, SERVED, exchange);
  }

  @ListRoute('namespaces/:namespace/backups', {
    ...LIST,
    summary: 'Backups of a namespace',
    of: { namespace: 'Namespace of the backups.' },
  })
  @Watched(LIST_CHANGES)
  listBackups(@CurrentExchange() exchange: Exchange): Promise<BackupList | undefined> {
    return answerList(this.reader, SERVED, exchange);
  }

  @ListRoute('namespaces/:namespace/clusters/:name/backups', {
    summary: 'Backups of a cluster',
    of: { namespace: 'Namespace of the cluster.', name: 'Name of the cluster.' },
    query: SERVED_OF_CLUSTER.query,
    type: BackupList,
  })
  @UseGuards(VisibleClusterGuard)
  @Watched(CHANGES_OF_CLUSTER)
  listClusterBackups(@CurrentExchange() exchange: Exchange): Promise<BackupList | undefined> {
    return answerList(this.reader, SERVED_OF_CLUSTER, exchange, ofCluster(exchange));
  }

  @ItemRoute('namespaces/:namespace/backups/:name', {
    summary: 'One backup: how far it is, where it lies, what it can be brought to',
    of: { namespace: 'Namespace of the backup.', name: 'Name of the backup.' },
    type: DatabaseBackup,
  })
  @Watched(ITEM_CHANGES)
  async getBackup(@CurrentExchange() exchange: Exchange): Promise<object | undefined> {
    return answerItem(await this.reader.get(exchange.caller, addressOf(exchange)), exchange);
  }
}
