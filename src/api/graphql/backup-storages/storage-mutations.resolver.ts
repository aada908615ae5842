import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../services/auth/caller.js';
import type { NamespacedKey } from '../../../services/auth/resource-access.js';
import {
  StorageInspector,
  type Inspection,
  type InspectionOptions,
} from '../../../services/backup-storages/storage-inspector.js';
import { StorageWriter } from '../../../services/backup-storages/storage-writer.js';
import type { ObjectWrite } from '../../../services/writing/object-writer.js';
import type { BackupStorage } from '../../../resources/backup-storage/index.js';
import { CurrentCaller } from '../../common/caller.js';
import { viewOf } from '../view.js';
import type { ObjectReference } from '../writes/intent-inputs.js';
import { orProblems } from '../writes/mendable-problems.js';
import { toJson } from '../writes/to-json.js';
import { credentialsOf } from './storage-credentials.input.js';
import {
  CreateBackupStorageInput,
  DeleteBackupStorageInput,
  DiscoverBackupsInput,
  UpdateBackupStorageInput,
  VerifyBackupStorageInput,
} from './storage-inputs.js';
import {
  CreateBackupStoragePayload,
  DeleteBackupStoragePayload,
  DiscoverBackupsPayload,
  UpdateBackupStoragePayload,
  VerifyBackupStoragePayload,
} from './storage-payloads.model.js';

@Resolver()
export class StorageMutationsResolver {
  constructor(
    private readonly writer: StorageWriter,
    private readonly inspector: StorageInspector,
  ) {}

  @Mutation(() => CreateBackupStoragePayload, {
    description: 'Names a bucket. It is tried in the background: the condition `Ready` tells.',
  })
  createBackupStorage(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'The storage to be made.' }) input: CreateBackupStorageInput,
  ): Promise<CreateBackupStoragePayload> {
    const { namespace, name, labels, annotations, spec, credentials, dryRun, idempotencyKey } = input;
    const body = toJson({ metadata: { name, labels, annotations }, spec, credentials: credentialsOf(credentials) });
    const options = { dryRun, idempotencyKey: idempotencyKey ?? undefined };
    return orProblems(async () => payloadOf(await this.writer.create(caller, namespace, body, options)));
  }

  @Mutation(() => UpdateBackupStoragePayload, {
    description: 'Changes some of it, or its credentials, by the rules of a merge patch: absent keeps, null resets.',
  })
  updateBackupStorage(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'The changes.' }) input: UpdateBackupStorageInput,
  ): Promise<UpdateBackupStoragePayload> {
    const { namespace, name, labels, annotations, spec, credentials, ifMatch, dryRun } = input;
    const body = toJson({ metadata: { labels, annotations }, spec, credentials: credentialsOf(credentials) });
    const conditions = { ifMatch: ifMatch ?? undefined, dryRun };
    return orProblems(async () => payloadOf(await this.writer.patch(caller, { namespace, name }, body, conditions)));
  }

  @Mutation(() => DeleteBackupStoragePayload, { description: 'Forgets a bucket; what is in it stays.' })
  deleteBackupStorage(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'The storage to be forgotten.' }) input: DeleteBackupStorageInput,
  ): Promise<DeleteBackupStoragePayload> {
    const { namespace, name, ifMatch, dryRun } = input;
    const conditions = { ifMatch: ifMatch ?? undefined, dryRun };
    return orProblems(async () => {
      const { object } = await this.writer.delete(caller, { namespace, name }, conditions);
      return { backupStorage: viewOf(object), problems: [] };
    });
  }

  @Mutation(() => VerifyBackupStoragePayload, {
    description: 'Tries the bucket now: writes, reads back and deletes an object, and answers what came of it.',
  })
  verifyBackupStorage(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'The storage to be tried.' }) input: VerifyBackupStorageInput,
  ): Promise<VerifyBackupStoragePayload> {
    return orProblems(async () => inspected(await this.inspector.verify(caller, keyOf(input), optionsOf(input))));
  }

  @Mutation(() => DiscoverBackupsPayload, {
    description:
      'Searches the bucket now for backups of its namespace, and makes a DatabaseBackup of origin DISCOVERED of each that is new.',
  })
  discoverBackups(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'The storage to be searched.' }) input: DiscoverBackupsInput,
  ): Promise<DiscoverBackupsPayload> {
    return orProblems(async () => inspected(await this.inspector.discover(caller, keyOf(input), optionsOf(input))));
  }
}

const keyOf = ({ namespace, name }: ObjectReference): NamespacedKey => ({ namespace, name });

const optionsOf = ({ idempotencyKey }: VerifyBackupStorageInput): InspectionOptions => ({
  idempotencyKey: idempotencyKey ?? undefined,
});

function inspected({ storage, isAnswered }: Inspection): VerifyBackupStoragePayload & DiscoverBackupsPayload {
  return { backupStorage: viewOf(storage), answered: isAnswered, problems: [] };
}

function payloadOf({
  object,
  isReplay: _same,
  ...plan
}: ObjectWrite<BackupStorage>): CreateBackupStoragePayload & UpdateBackupStoragePayload {
  return { backupStorage: viewOf(object), plan, problems: [] };
}
