import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { BackupStorage } from '../../../resources/backup-storage/index.js';
import { entityTagOf } from '../../../services/writing/intent.js';

/** What a storage has in GraphQL beside the fields of its custom resource. */
@Resolver(() => BackupStorage)
export class StorageFieldsResolver {
  @ResolveField(() => String, {
    description:
      'Names what is wanted as it stands. As `ifMatch` it makes a write fail if somebody else edited it since.',
  })
  etag(@Parent() storage: BackupStorage): string {
    return entityTagOf(storage);
  }
}
