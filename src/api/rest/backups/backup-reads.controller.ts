import { Controller } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { DatabaseBackup } from '../../../resources/database-backup/index.js';
import { BACKUP_LIST } from '../../../services/backups/backup-list.js';
import { BackupReader } from '../../../services/backups/backup-reader.js';
import { ClusterReader } from '../../../services/clusters/cluster-reader.js';
import { answerItem, answerList } from '../answers.js';
import { addressOf, CurrentExchange, type Exchange } from '../exchange.js';
import { servedList } from '../lists/served-list.js';
import { ItemRoute, ListRoute } from '../routes.js';
import { BackupList } from './backup.dto.js';

const SERVED = servedList(BACKUP_LIST, DatabaseBackup);
const SERVED_OF_CLUSTER = servedList(BACKUP_LIST, DatabaseBackup, ['cluster']);
const LIST = { query: SERVED.query, type: BackupList };

@ApiTags('backups')
@ApiBearerAuth()
@Controller()
export class BackupReadsController {
  constructor(
    private readonly reader: BackupReader,
    private readonly clusters: ClusterReader,
  ) {}

  @ListRoute('backups', {
    ...LIST,
    summary: 'Backups of every namespace that the caller may list, the newest first unless `sort` says otherwise',
  })
  listAll(@CurrentExchange() exchange: Exchange): Promise<BackupList> {
    return answerList(this.reader, SERVED, exchange);
  }

  @ListRoute('namespaces/:namespace/backups', {
    ...LIST,
    summary: 'Backups of a namespace',
    of: { namespace: 'Namespace of the backups.' },
  })
  listInNamespace(@CurrentExchange() exchange: Exchange): Promise<BackupList> {
    return answerList(this.reader, SERVED, exchange);
  }

  @ListRoute('namespaces/:namespace/clusters/:name/backups', {
    summary: 'Backups of a cluster',
    of: { namespace: 'Namespace of the cluster.', name: 'Name of the cluster.' },
    query: SERVED_OF_CLUSTER.query,
    type: BackupList,
  })
  async listOfCluster(@CurrentExchange() exchange: Exchange): Promise<BackupList> {
    const cluster = addressOf(exchange);
    await this.clusters.get(exchange.caller, cluster);
    return answerList(this.reader, SERVED_OF_CLUSTER, exchange, { cluster: [cluster.name] });
  }

  @ItemRoute('namespaces/:namespace/backups/:name', {
    summary: 'One backup: how far it is, where it lies, what it can be brought to',
    of: { namespace: 'Namespace of the backup.', name: 'Name of the backup.' },
    type: DatabaseBackup,
  })
  async get(@CurrentExchange() exchange: Exchange): Promise<object | undefined> {
    return answerItem(await this.reader.get(exchange.caller, addressOf(exchange)), exchange);
  }
}
