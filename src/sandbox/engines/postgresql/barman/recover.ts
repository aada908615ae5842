import { keyOf, parseKey } from '../../../../kube/meta/index.js';
import { majorVersionOf } from '../image.js';
import { JOB } from '../kinds.js';
import { completedJob, failedJob } from '../../mechanics/nodes/job-status.js';
import { FIELD_MANAGER, SANDBOX_ANNOTATION } from '../well-known.js';
import type { Job } from '../../mechanics/workloads.js';
import { ArchiveError } from '../../mechanics/archive/archive-bucket.js';
import { archiveOf, recoverySourceOf } from './archive-place.js';
import type { BackupInfo } from './backup-info.js';
import type { Database } from './database.js';
import { chooseBase, replay } from './replay.js';
import type { Session } from './session.js';
import { parseWalName } from './wal-names.js';

/** Kubernetes' default: so many pods of a Job may fail, and one more. */
const BACKOFF_LIMIT = 6;

/** One pod of the Job that recovers. What it has restored is on the Cluster before the Job says so. */
export async function attemptRecovery(session: Session, job: Job): Promise<void> {
  const time = session
    .now()
    .toISOString()
    .replace(/\.\d+Z$/, 'Z');
  try {
    if (session.failures.has('recovery-job')) throw new OrderedFailure('asked for by annotation');
    await session.save(await recover(session));
    await writeJob(session, job, { status: completedJob(time) }, 'status');
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    await fail(session, job, error, time);
  }
}

/** Tried again once the order is withdrawn, as facts are not. */
class OrderedFailure extends ArchiveError {}

async function fail(session: Session, job: Job, error: ArchiveError, time: string): Promise<void> {
  const failures = (job.status?.failed ?? 0) + 1;
  if (!(error instanceof OrderedFailure) && job.metadata.annotations?.[SANDBOX_ANNOTATION.log] !== error.message)
    await writeJob(session, job, { metadata: { annotations: { [SANDBOX_ANNOTATION.log]: error.message } } });
  const status =
    failures > BACKOFF_LIMIT ? { ...failedJob(time), failed: failures, active: 0 } : { failed: failures, active: 1 };
  await writeJob(session, job, { status }, 'status');
}

async function recover(session: Session): Promise<Database> {
  const { cluster } = session;
  const own = archiveOf(cluster);
  const source = recoverySourceOf(cluster);
  if (!source) throw new ArchiveError('no ObjectStore is named to recover from');
  if (own && !(await session.withArchive(own, (archive) => archive.isEmpty())))
    throw new ArchiveError('Expected empty archive');
  const target = cluster.spec.bootstrap?.recovery?.recoveryTarget;
  return session.withArchive(source, async (archive) => {
    const base = chooseBase(await archive.bases(), target);
    refuseOtherMajor(base, cluster.spec.imageName ?? cluster.status?.image ?? '');
    const segment = parseWalName(base.endWal)!.segment;
    const records = target?.targetImmediate ? [] : await archive.walsAfter(segment);
    const { rows, segment: last } = replay({ rows: await archive.rowsOf(base), segment }, records, target);
    return { rows, timeline: base.timeline + 1, next: last + 1, pending: [] };
  });
}

function refuseOtherMajor({ version }: BackupInfo, image: string): void {
  const [from, to] = [Math.floor(version / 10_000), majorVersionOf(image)];
  if (to === undefined || from === to) return;
  throw new ArchiveError(
    `database files are incompatible with server: initialized by PostgreSQL version ${from}, not ${to}`,
  );
}

async function writeJob({ client, ctx }: Session, job: Job, body: object, subresource?: 'status'): Promise<void> {
  const options = { fieldManager: FIELD_MANAGER, signal: ctx.signal, ...(subresource && { subresource }) };
  ctx.recordWrite(JOB, await client.patch<Job>(JOB, parseKey(keyOf(job)), { type: 'merge', body }, options));
}
