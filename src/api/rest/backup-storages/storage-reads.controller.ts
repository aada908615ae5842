import { Controller } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { STORAGE_LIST } from '../../../services/backup-storages/storage-list.js';
import { StorageReader } from '../../../services/backup-storages/storage-reader.js';
import { StorageWatcher } from '../../../services/backup-storages/storage-watcher.js';
import { BackupStorage } from '../../../resources/backup-storage/index.js';
import { answerItem, answerList } from '../answers.js';
import { addressOf, CurrentExchange, type Exchange } from '../exchange.js';
import { servedList } from '../lists/served-list.js';
import { itemEvents, listEvents } from '../streams/change-events.js';
import { Watched, type WatchedRoute } from '../streams/watched.js';
import { ItemRoute, ListRoute } from '../routes.js';
import { StorageList } from './storage.dto.js';

const SERVED = servedList(STORAGE_LIST, BackupStorage);
const LIST = { query: SERVED.query, type: StorageList };
const LIST_CHANGES = { by: StorageWatcher, open: listEvents(SERVED) };
const ITEM_CHANGES: WatchedRoute<StorageWatcher> = {
  by: StorageWatcher,
  open: (watcher, exchange, signal) => itemEvents(watcher, exchange, { ...addressOf(exchange), signal }),
};

@ApiTags('backup storages')
@ApiBearerAuth()
@Controller()
export class StorageReadsController {
  constructor(private readonly reader: StorageReader) {}

  @ListRoute('backup-storages', { ...LIST, summary: 'Storages of every namespace that the caller may list' })
  @Watched(LIST_CHANGES)
  listAllBackupStorages(@CurrentExchange() exchange: Exchange): Promise<StorageList | undefined> {
    return answerList(this.reader, SERVED, exchange);
  }

  @ListRoute('namespaces/:namespace/backup-storages', {
    ...LIST,
    summary: 'Storages of a namespace',
    of: { namespace: 'Namespace of the storages.' },
  })
  @Watched(LIST_CHANGES)
  listBackupStorages(@CurrentExchange() exchange: Exchange): Promise<StorageList | undefined> {
    return answerList(this.reader, SERVED, exchange);
  }

  @ItemRoute('namespaces/:namespace/backup-storages/:name', {
    summary: 'One storage: where its bucket is, and whether it can be used',
    of: { namespace: 'Namespace of the storage.', name: 'Name of the storage.' },
    type: BackupStorage,
  })
  @Watched(ITEM_CHANGES)
  async getBackupStorage(@CurrentExchange() exchange: Exchange): Promise<object | undefined> {
    return answerItem(await this.reader.get(exchange.caller, addressOf(exchange)), exchange);
  }
}
