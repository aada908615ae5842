import { API_MANAGER } from '../../domain/naming.js';
import type { KubeClient } from '../../kube/client/index.js';
import type { Logger } from '../../kube/logger.js';
import type { ResourceType } from '../../kube/meta/index.js';
import { BACKUP_STORAGE } from '../../resources/backup-storage/index.js';
import { DATABASE_BACKUP } from '../../resources/database-backup/index.js';
import { DATABASE_CLUSTER } from '../../resources/database-cluster/index.js';
import { MONITORING_CONFIG } from '../../resources/monitoring-config/index.js';
import type { Author, Authored } from '../../resources/shared/author.js';
import type { Caller } from '../auth/caller.js';
import { currentRequest } from '../request-scope.js';
import type { AuditedAction, AuditedResult } from './audit-trail.js';

/** Of operations it is told by those who submit them: for each, whoever asked. */
const SIGNED: readonly ResourceType[] = [DATABASE_CLUSTER, DATABASE_BACKUP, BACKUP_STORAGE, MONITORING_CONFIG];

/**
 * Says in the status of an object who made it, and who changed it last. Only this service may write there, which is what
 * makes it believable. The write counts even when this fails.
 */
export class Signer {
  constructor(
    private readonly client: KubeClient,
    private readonly logger: Logger,
  ) {}

  async sign({ username }: Caller, { resource, dryRun }: AuditedAction, result: AuditedResult): Promise<void> {
    const type = SIGNED.find(({ plural }) => plural === resource);
    const signature = signatureOf(username, result);
    if (!type || dryRun || !signature) return;
    const { namespace, name } = result.object!.metadata;
    const options = { subresource: 'status' as const, fieldManager: API_MANAGER };
    const patch = { type: 'merge' as const, body: { status: signature } };
    try {
      await this.client.patch(type, { namespace, name }, patch, options);
    } catch (err) {
      this.logger.warn('Who wrote an object was not recorded', { resource, object: `${namespace}/${name}`, err });
    }
  }
}

/** Undefined where nothing was written, or not by a request. */
function signatureOf(subject: string, { object, changes = [], replayed }: AuditedResult): Authored | undefined {
  const via = currentRequest()?.via;
  if (!object || !via || replayed || changes.length === 0) return undefined;
  const author: Author = { subject, via, generation: object.metadata.generation ?? 1 };
  const isNew = changes.some(({ path }) => path === '');
  return isNew ? { createdBy: author } : { changedBy: author };
}
