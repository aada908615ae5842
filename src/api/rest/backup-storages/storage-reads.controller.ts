import { Controller } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { STORAGE_LIST } from '../../../services/backup-storages/storage-list.js';
import { StorageReader } from '../../../services/backup-storages/storage-reader.js';
import { BackupStorage } from '../../../resources/backup-storage/index.js';
import { answerItem, answerList } from '../answers.js';
import { addressOf, CurrentExchange, type Exchange } from '../exchange.js';
import { servedList } from '../lists/served-list.js';
import { ItemRoute, ListRoute } from '../routes.js';
import { StorageList } from './storage.dto.js';

const SERVED = servedList(STORAGE_LIST, BackupStorage);
const LIST = { query: SERVED.query, type: StorageList };

@ApiTags('backup storages')
@ApiBearerAuth()
@Controller()
export class StorageReadsController {
  constructor(private readonly reader: StorageReader) {}

  @ListRoute('backup-storages', { ...LIST, summary: 'Storages of every namespace that the caller may list' })
  listAllBackupStorages(@CurrentExchange() exchange: Exchange): Promise<StorageList> {
    return answerList(this.reader, SERVED, exchange);
  }

  @ListRoute('namespaces/:namespace/backup-storages', {
    ...LIST,
    summary: 'Storages of a namespace',
    of: { namespace: 'Namespace of the storages.' },
  })
  listBackupStorages(@CurrentExchange() exchange: Exchange): Promise<StorageList> {
    return answerList(this.reader, SERVED, exchange);
  }

  @ItemRoute('namespaces/:namespace/backup-storages/:name', {
    summary: 'One storage: where its bucket is, and whether it can be used',
    of: { namespace: 'Namespace of the storage.', name: 'Name of the storage.' },
    type: BackupStorage,
  })
  async getBackupStorage(@CurrentExchange() exchange: Exchange): Promise<object | undefined> {
    return answerItem(await this.reader.get(exchange.caller, addressOf(exchange)), exchange);
  }
}
