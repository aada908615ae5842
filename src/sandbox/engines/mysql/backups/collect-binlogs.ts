import { apiVersionOf, DEPLOYMENT, SERVICE, type KubeObject } from '../../../../kube/meta/index.js';
import { create, remove } from '../../mechanics/actions.js';
import { ArchiveError } from '../../mechanics/archive/archive-bucket.js';
import type { Deployment } from '../../mechanics/workloads.js';
import { childMetadata } from '../../percona/builders/metadata.js';
import type { Wait } from '../../percona/backups/engine.js';
import type { Look } from '../../percona/backups/look.js';
import { LABEL } from '../../percona/well-known.js';
import { placeIdOf, type S3Section } from '../../percona/storage/s3-section.js';
import { PXC_BACKUP } from '../kinds.js';
import { APP, PITR_COMPONENT } from '../well-known.js';
import type { BinlogEvent } from '../xtrabackup/binlog.js';
import { XtrabackupArchive } from '../xtrabackup/xtrabackup-archive.js';
import { sourceIdOf, storageNamed, type MysqlBackupTypes } from './backed-up-cluster.js';
import { isReady } from './decide-backup.js';
import { isOver, type PxcBackup } from './orders.js';

type MysqlLook = Look<MysqlBackupTypes>;

const RETRY_MS = 1_000;
const COLLECTOR_PORT = 8080;

/** Of its Deployment, and of its Service. */
export const collectorName = (cluster: string): string => `${cluster}-pitr`;

/** The collector of binary logs is there while the cluster serves, and nobody restores. */
export async function keepCollector(look: MysqlLook): Promise<Wait> {
  const { cluster, objects } = look;
  const mayRun = Boolean(cluster.spec.backup?.pitr?.enabled) && !cluster.spec.pause && objects.restores.every(isOver);
  const name = collectorName(cluster.metadata.name);
  const found = objects.deployments.find(({ metadata }) => metadata.name === name);
  const service = objects.services.find(({ metadata }) => metadata.name === name);
  if (mayRun) {
    const isDue = !found && isReady(cluster);
    if (isDue) await look.execute(create(DEPLOYMENT, deploymentOf(cluster)), create(SERVICE, serviceOf(cluster)));
    return undefined;
  }
  if (found) await look.execute(remove(DEPLOYMENT, found));
  if (service) await look.execute(remove(SERVICE, service));
  return undefined;
}

const metadataOf = (cluster: KubeObject): KubeObject['metadata'] =>
  childMetadata(cluster, {
    app: APP,
    name: collectorName(cluster.metadata.name),
    labels: { [LABEL.component]: PITR_COMPONENT },
  });

function deploymentOf(cluster: MysqlLook['cluster']): Deployment {
  const metadata = metadataOf(cluster);
  const { image = '', pitr } = cluster.spec.backup ?? {};
  const container = {
    name: 'pitr',
    image,
    command: ['/opt/percona/pitr', 'collect'],
    resources: pitr?.resources ?? {},
  };
  return {
    apiVersion: apiVersionOf(DEPLOYMENT),
    kind: DEPLOYMENT.kind,
    metadata,
    spec: {
      replicas: 1,
      selector: { matchLabels: metadata.labels },
      template: { metadata: { labels: metadata.labels }, spec: { containers: [container] } },
    },
  };
}

function serviceOf(cluster: KubeObject): KubeObject & Record<string, unknown> {
  const metadata = metadataOf(cluster);
  return {
    apiVersion: apiVersionOf(SERVICE),
    kind: SERVICE.kind,
    metadata,
    spec: { selector: metadata.labels, ports: [{ port: COLLECTOR_PORT, protocol: 'TCP' }] },
  };
}

/** What is written goes into the bucket, a binary log for each look that finds something. */
export async function collectBinlogs(look: MysqlLook): Promise<Wait> {
  const { cluster, data, objects } = look;
  const { pending } = data.current;
  const { pitr } = cluster.spec.backup ?? {};
  if (!pitr?.enabled) {
    // Nobody asks for binary logs: the server lets go of them in time.
    await look.save({ ...data.current, pending: [], place: undefined, trouble: undefined });
    return undefined;
  }
  const collector = objects.deployments.find(({ metadata }) => metadata.name === collectorName(cluster.metadata.name));
  if (pending.length === 0 || !collector?.status?.availableReplicas) return undefined;
  return (await attempt(look, pitr.storageName)) ? undefined : RETRY_MS;
}

/** False when it did not get there, which the database remembers. */
async function attempt(look: MysqlLook, storageName: string | undefined): Promise<boolean> {
  try {
    if (look.failures.has('log-shipping')) throw new ArchiveError('asked for by annotation');
    await upload(look, storageNamed(look.cluster, storageName));
    return true;
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    await look.save({ ...look.data.current, trouble: error.message });
    return false;
  }
}

async function upload(look: MysqlLook, section: S3Section): Promise<void> {
  const { cluster, data } = look;
  const events = data.current.pending.map(({ number, at, text = '' }): BinlogEvent => ({
    source: sourceIdOf(data.current, cluster),
    number,
    at,
    text,
  }));
  const isLost = look.failures.has('log-gap');
  if (!isLost) await look.withFolder(section, (folder) => new XtrabackupArchive(folder).putBinlog(events));
  await look.save({ ...data.current, pending: [], place: placeIdOf(section), trouble: undefined });
  await (isLost ? reportGap(look) : reportRestorable(look, events.at(-1)!.at));
}

const newestOf = ({ objects }: MysqlLook): PxcBackup | undefined =>
  objects.backups.findLast(({ metadata, status }) => status?.state === 'Succeeded' && !metadata.deletionTimestamp);

/** Up to the last transaction: where nothing is written it stays. */
async function reportRestorable(look: MysqlLook, end: string): Promise<void> {
  const newest = newestOf(look);
  const latestRestorableTime = end.replace(/\.\d+Z$/, 'Z');
  if (newest) await look.setStatus(PXC_BACKUP, newest, { ...newest.status, latestRestorableTime });
}

async function reportGap(look: MysqlLook): Promise<void> {
  const newest = newestOf(look);
  if (!newest) return;
  const condition = {
    type: 'PITRReady',
    status: 'False' as const,
    reason: 'BinlogGapDetected',
    message: 'Binlog with GTID set is not found. A new full backup is needed for consistent recovery.',
    lastTransitionTime: look.seconds(),
  };
  await look.setStatus(PXC_BACKUP, newest, { ...newest.status, conditions: [condition] });
}
