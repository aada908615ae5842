import { isConflict, type KubeClient } from '../../kube/client/index.js';
import type { Logger } from '../../kube/logger.js';
import { FIELD_MANAGER } from '../../domain/naming.js';
import { DATABASE_ENGINE, type DatabaseEngine } from '../../resources/database-engine/index.js';

/** The manager of what a release ships: an administrator's edit takes a field from it, and is never taken back. */
const CATALOGUE_MANAGER = `${FIELD_MANAGER}-catalogue`;

interface SeedContext {
  readonly logger: Logger;
  readonly signal?: AbortSignal;
}

/**
 * Brings the catalogue of this release into the cluster, without force: where an administrator has changed a field that
 * the release changes too, the whole entry stays as the administrator left it, and the log says so.
 */
export async function seedCatalogue(
  client: KubeClient,
  entries: readonly DatabaseEngine[],
  context: SeedContext,
): Promise<void> {
  for (const entry of entries) await seedEntry(client, entry, context);
}

async function seedEntry(client: KubeClient, entry: DatabaseEngine, { logger, signal }: SeedContext): Promise<void> {
  try {
    await client.apply(DATABASE_ENGINE, entry, { fieldManager: CATALOGUE_MANAGER, signal });
  } catch (error) {
    if (signal?.aborted) return;
    if (!isConflict(error)) throw error;
    const fields = error.causes.map(({ field }) => field).filter(Boolean);
    logger.info('Catalogue entry was edited by an administrator and stays as it is', {
      engine: entry.metadata.name,
      fields,
    });
  }
}
