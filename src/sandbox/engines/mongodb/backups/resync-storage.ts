import { ArchiveError } from '../../mechanics/archive/archive-bucket.js';
import { patch } from '../../mechanics/actions.js';
import type { Wait } from '../../percona/backups/backup-types.js';
import type { Look } from '../../percona/backups/look.js';
import { PSMDB } from '../kinds.js';
import { PbmArchive } from '../pbm/pbm-archive.js';
import type { Psmdb } from '../psmdb.js';
import { RESYNC } from '../well-known.js';
import { mainStorage, type MongoBackupTypes } from './backed-up-cluster.js';

type MongoLook = Look<MongoBackupTypes>;

/**
 * The order is taken, then PBM lists what lies in the storage. Where it cannot, the mark stays and nobody tries again: the
 * operator does it beside its rounds, and only its log says why.
 */
export async function resyncStorage(look: MongoLook): Promise<Wait> {
  const { cluster } = look;
  if (!cluster.metadata.annotations?.[RESYNC.order] || !isResynced(cluster)) return undefined;
  return look.paced(cluster, async () => {
    await annotate(look, { [RESYNC.inProgress]: 'true' });
    await annotate(look, { [RESYNC.order]: null });
    if (await canList(look)) await annotate(look, { [RESYNC.inProgress]: null });
    return undefined;
  });
}

const isResynced = ({ spec, status }: Psmdb): boolean => status?.state === 'ready' && spec.backup?.enabled === true;

const annotate = (look: MongoLook, annotations: Record<string, string | null>): Promise<void> =>
  look.execute(patch(PSMDB, look.cluster, { metadata: { annotations } }));

async function canList(look: MongoLook): Promise<boolean> {
  const section = mainStorage(look.cluster);
  if (!section) return false;
  try {
    await look.withFolder(section, (folder) => new PbmArchive(folder).names());
    return true;
  } catch (error) {
    if (error instanceof ArchiveError) return false;
    throw error;
  }
}
