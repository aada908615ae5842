import type { Wait } from '../../percona/backups/backup-types.js';
import type { Look } from '../../percona/backups/look.js';
import { newestOf, shipLog } from '../../percona/backups/ship-log.js';
import { wholeSecond } from '../../percona/backups/whole-second.js';
import type { S3Section } from '../../percona/storage/s3-section.js';
import { NAMESPACE, type Op } from '../pbm/oplog.js';
import { PbmArchive } from '../pbm/pbm-archive.js';
import { divide } from '../pbm/shards.js';
import { timestampOf } from '../pbm/timestamp.js';
import { followsFrom, mainStorage, backedUpReplsets, shardsOf, type MongoBackupTypes } from './backed-up-cluster.js';
import { PSMDB_BACKUP } from '../kinds.js';
import type { Psmdb } from '../psmdb.js';
import { isActive } from './orders.js';

type MongoLook = Look<MongoBackupTypes>;

const DEFAULT_SPAN_MINUTES = 10;
const DEFAULT_COMPRESSION = 's2';

/**
 * Point-in-time recovery: what is written goes into the bucket in slices, one for each look that finds something, and one
 * each span when nothing is written. It begins with a full backup in the place, and waits while a restore is at work.
 */
export async function shipOplog(look: MongoLook): Promise<Wait> {
  const { cluster, data, objects } = look;
  const section = mainStorage(cluster);
  if (!section || !cluster.spec.backup?.pitr?.enabled) return forget(look);
  if (!followsFrom(data.current, section)) return dropLog(look);
  if (!look.isServing() || objects.restores.some(isActive)) return undefined;
  const leftMs = untilNextSlice(look);
  if (leftMs > 0) return leftMs;
  const retryMs = await shipLog(look, () => shipSlice(look, section));
  return retryMs ?? untilNextSlice(look);
}

/** Nothing is shipped: what comes later would not follow on. */
async function forget(look: MongoLook): Promise<Wait> {
  await look.save({ ...look.data.current, pending: [], since: undefined, place: undefined, trouble: undefined });
  return undefined;
}

async function dropLog(look: MongoLook): Promise<Wait> {
  await look.save({ ...look.data.current, pending: [] });
  return undefined;
}

function untilNextSlice(look: MongoLook): number {
  const { pending, since = '' } = look.data.current;
  if (pending.length > 0) return 0;
  const spanMs = (look.cluster.spec.backup?.pitr?.oplogSpanMin ?? DEFAULT_SPAN_MINUTES) * 60_000;
  return Math.max(0, Date.parse(since) + spanMs - look.now().getTime());
}

async function shipSlice(look: MongoLook, section: S3Section): Promise<void> {
  const { data } = look;
  const { pending, since = '' } = data.current;
  const end = pending.at(-1)?.at ?? look.now().toISOString();
  const isLost = look.failures.has('log-gap') && pending.length > 0;
  if (!isLost) await putSlice(look, section, { since, end });
  await look.save({ ...data.current, pending: [], since: end, trouble: undefined });
  if (!isLost) await reportRestorable(look, end);
}

async function putSlice(
  look: MongoLook,
  section: S3Section,
  { since, end }: { since: string; end: string },
): Promise<void> {
  const { cluster, data } = look;
  const method = compressionOf(cluster);
  const written = data.current.pending
    .filter(({ text }) => text !== undefined)
    .map(({ at, text = '' }) => ({ at, text }));
  const divided = divide(written, shardsOf(cluster));
  await look.withFolder(section, async (folder) => {
    const archive = new PbmArchive(folder);
    for (const replset of backedUpReplsets(cluster)) {
      const ops = (divided.get(replset) ?? []).map(opOf);
      await archive.putChunk({ replset, from: timestampOf(since), to: timestampOf(end) }, ops, method);
    }
  });
}

function compressionOf({ spec }: Psmdb): string {
  const method = spec.backup?.pitr?.compressionType;
  return typeof method === 'string' ? method : DEFAULT_COMPRESSION;
}

const opOf = ({ at, text }: { at: string; text: string }): Op => ({
  ts: timestampOf(at),
  op: 'i',
  ns: NAMESPACE,
  o: { text },
});

/** On the newest backup alone. */
async function reportRestorable(look: MongoLook, end: string): Promise<void> {
  const newest = newestOf(look, 'ready');
  if (newest) await look.setStatus(PSMDB_BACKUP, newest, { ...newest.status, latestRestorableTime: wholeSecond(end) });
}
