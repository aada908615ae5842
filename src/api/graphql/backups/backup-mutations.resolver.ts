import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../services/auth/caller.js';
import { BackupWriter } from '../../../services/backups/backup-writer.js';
import { CurrentCaller } from '../../common/caller.js';
import { withoutNulls } from '../pages/without-nulls.js';
import { viewOf } from '../view.js';
import { orProblems } from '../writes/mendable-problems.js';
import { toJson } from '../writes/to-json.js';
import { CreateBackupInput, DeleteBackupInput } from './backup-inputs.js';
import { CreateBackupPayload, DeleteBackupPayload } from './backup-payloads.model.js';

@Resolver()
export class BackupMutationsResolver {
  constructor(private readonly writer: BackupWriter) {}

  @Mutation(() => CreateBackupPayload, {
    description:
      'Asks for a backup. It is taken in the background, when its turn comes: `status.phase` tells, `backupChanged` as it happens.',
  })
  createBackup(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'The backup to be taken.' }) input: CreateBackupInput,
  ): Promise<CreateBackupPayload> {
    const { namespace, name, labels, annotations, spec, idempotencyKey, dryRun } = input;
    const body = toJson({ metadata: withoutNulls({ name, labels, annotations }), spec });
    const options = { dryRun, idempotencyKey: idempotencyKey ?? undefined };
    return orProblems(async () => {
      const { write } = await this.writer.create(caller, { namespace }, body, options);
      return { backup: viewOf(write.object), problems: [] };
    });
  }

  @Mutation(() => DeleteBackupPayload, {
    description:
      'Takes a backup off the list, which is in the answer for as long as it stays. What is in the bucket stays until the retention of its cluster takes it.',
  })
  deleteBackup(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Which backup.' }) { namespace, name, dryRun }: DeleteBackupInput,
  ): Promise<DeleteBackupPayload> {
    return orProblems(async () => {
      const left = await this.writer.delete(caller, { namespace, name }, { dryRun });
      return { backup: left && viewOf(left), problems: [] };
    });
  }
}
