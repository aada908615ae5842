import { compareQuantities, mergeConditions, type Condition, type NewCondition } from '../../../../kube/meta/index.js';
import { archiveOf } from '../barman/archive-place.js';
import { readDatabase } from '../barman/database.js';
import type { ClusterStatus } from '../cluster.js';
import { majorVersionOf } from '../image.js';
import { ANNOTATION, LABEL, PHASE } from '../well-known.js';
import { isTerminating, type PersistentVolumeClaim } from '../../mechanics/workloads.js';
import { findInstance, firstPrimaryOf, type ClusterView } from './cluster-view.js';
import { waitingForHealthy } from './rules/hibernate.js';
import { microTime } from './rules/primary.js';
import type { Step } from './step.js';

/** The status as it should read after `step`: what is there, what is seen, what the step says. Equal input, equal output. */
export function foldStatus(view: ClusterView, step: Step): ClusterStatus {
  const before = view.cluster.status ?? {};
  const status = { ...before, ...observe(view), ...bornPrimary(view), ...step.status };
  return { ...status, conditions: foldConditions(view, status, step) };
}

function observe(view: ClusterView): ClusterStatus {
  const { name } = view.cluster.metadata;
  return {
    writeService: `${name}-rw`,
    readService: `${name}-r`,
    selector: `${LABEL.cluster}=${name},${LABEL.podRole}=instance`,
    image: view.wantedImage ?? view.cluster.status?.image,
    certificates: certificateNames(view),
    ...observeInstances(view),
    ...observeVolumes(view),
  };
}

function certificateNames({ cluster }: ClusterView): Record<string, unknown> {
  const { name } = cluster.metadata;
  const given = cluster.spec.certificates;
  return {
    serverCASecret: given?.serverCASecret ?? `${name}-ca`,
    serverTLSSecret: given?.serverTLSSecret ?? `${name}-server`,
    clientCASecret: given?.clientCASecret ?? `${name}-ca`,
    replicationTLSSecret: given?.replicationTLSSecret ?? `${name}-replication`,
  };
}

function observeInstances(view: ClusterView): ClusterStatus {
  const { instances } = view;
  const running = instances.filter(({ pod }) => pod !== undefined);
  const { currentPrimary, timelineID = 1 } = view.cluster.status ?? {};
  return {
    instances: instances.length,
    readyInstances: instances.filter(({ isReady }) => isReady).length,
    instanceNames: instances.map(({ name }) => name),
    instancesStatus: instancesStatus(view),
    instancesReportedState: Object.fromEntries(
      running
        .filter(({ isReady }) => isReady)
        .map(({ name, pod }) => [
          name,
          { isPrimary: name === currentPrimary, timeLineID: timelineID, ip: pod?.status?.podIP },
        ]),
    ),
    latestGeneratedNode: Math.max(
      view.cluster.status?.latestGeneratedNode ?? 0,
      ...instances.map(({ serial }) => serial),
    ),
    topology: {
      nodesUsed: new Set(running.map(({ pod }) => pod?.spec['nodeName'])).size,
      successfullyExtracted: true,
    },
    jobCount: view.jobs.length,
  };
}

/** By state, only those states that somebody is in. */
function instancesStatus({ instances }: ClusterView): Record<string, string[]> {
  const byState = Map.groupBy(instances, ({ isReady, pod }) => {
    if (isReady) return 'healthy';
    return pod?.status?.phase === 'Running' ? 'replicating' : 'failed';
  });
  return Object.fromEntries([...byState].map(([state, members]) => [state, members.map(({ name }) => name)]));
}

function observeVolumes({ claims, instances }: ClusterView): ClusterStatus {
  const withPod = new Set(instances.filter(({ pod }) => pod).map(({ name }) => name));
  const isReady = ({ metadata }: PersistentVolumeClaim): boolean =>
    metadata.annotations?.[ANNOTATION.pvcStatus] === 'ready';
  const hasPod = ({ metadata }: PersistentVolumeClaim): boolean =>
    withPod.has(metadata.labels?.[LABEL.instanceName] ?? '');
  const live = claims.filter((claim) => !isTerminating(claim));
  const select = (wanted: (claim: PersistentVolumeClaim) => boolean): string[] | undefined =>
    namesOf(live.filter(wanted));
  return {
    pvcCount: claims.length,
    healthyPVC: select((claim) => isReady(claim) && hasPod(claim)),
    danglingPVC: select((claim) => isReady(claim) && !hasPod(claim)),
    initializingPVC: select((claim) => !isReady(claim)),
    resizingPVC: select(isResizing),
    unusablePVC: undefined,
  };
}

/** Absent rather than empty, as the operator's own lists are. */
const namesOf = (claims: readonly PersistentVolumeClaim[]): string[] | undefined =>
  claims.length === 0 ? undefined : claims.map(({ metadata }) => metadata.name).sort();

function isResizing({ spec, status }: PersistentVolumeClaim): boolean {
  const capacity = status?.capacity?.storage;
  return capacity !== undefined && compareQuantities(capacity, spec.resources.requests.storage) < 0;
}

/** The instance manager of the first primary reports for duty: from here on the cluster has data. */
function bornPrimary(view: ClusterView): ClusterStatus {
  const { status = {} } = view.cluster;
  const first = findInstance(view, firstPrimaryOf(view));
  const image = view.wantedImage ?? '';
  if (status.currentPrimary) return rolledImage(view, image);
  if (!first?.isReady) return {};
  return {
    currentPrimary: first.name,
    targetPrimary: first.name,
    currentPrimaryTimestamp: microTime(view.now),
    timelineID: readDatabase(view.cluster).timeline,
    systemID: systemId(view),
    pgDataImageInfo: { image, majorVersion: majorVersionOf(image) ?? 0 },
  };
}

/** A minor update has reached the data when the primary runs it. */
function rolledImage(view: ClusterView, image: string): ClusterStatus {
  const { status = {} } = view.cluster;
  const info = status.pgDataImageInfo;
  const running = findInstance(view, status.currentPrimary)?.pod?.spec.containers[0]?.image;
  if (!info || running !== image || info.image === image || majorVersionOf(image) !== info.majorVersion) return {};
  return { pgDataImageInfo: { ...info, image } };
}

/** PostgreSQL's is a 64-bit number made at birth; ours comes from the Cluster's uid, so that it survives us. */
const systemId = ({ cluster }: ClusterView): string =>
  BigInt(`0x${(cluster.metadata.uid ?? '0').replaceAll('-', '').slice(0, 15)}`).toString();

function foldConditions(view: ClusterView, status: ClusterStatus, step: Step): Condition[] {
  const hibernation = step.hibernation ?? waitingForHealthy(view);
  const current = (view.cluster.status?.conditions ?? []).filter(
    ({ type }) => type !== ANNOTATION.hibernation || hibernation !== undefined,
  );
  const next = [...standingConditions(view, status), ...(hibernation ? [hibernation] : [])];
  return [...mergeConditions(current, next, view.now.toISOString().replace(/\.\d+Z$/, 'Z'))];
}

function standingConditions(view: ClusterView, status: ClusterStatus): NewCondition[] {
  const isBorn = status.currentPrimary !== undefined;
  return [
    initialized(status),
    status.phase === PHASE.healthy
      ? condition('Ready', 'True', 'ClusterIsReady', 'Cluster is Ready')
      : condition('Ready', 'False', 'ClusterIsNotReady', 'Cluster Is Not Ready'),
    ...(isBorn ? [...archiving(view), uniqueSystemId()] : []),
  ];
}

const condition = (type: string, status: 'True' | 'False', reason: string, message: string): NewCondition => ({
  type,
  status,
  reason,
  message,
});

const initialized = ({ instances = 0 }: ClusterStatus): NewCondition =>
  instances > 0
    ? condition('Initialized', 'True', 'ClusterInitialized', 'The first instance exists')
    : condition('Initialized', 'False', 'ClusterNotInitialized', 'No instance exists yet');

/** As the archiver has said last; nothing before it has said anything. */
function archiving({ failures, cluster }: ClusterView): NewCondition[] {
  const { trouble, archive } = readDatabase(cluster);
  const reason = failures.has('wal-archiving') ? 'asked for by annotation' : trouble;
  if (reason !== undefined) {
    const message = `unexpected failure invoking barman-cloud-wal-archive: exit status 2: ${reason}`;
    return [condition('ContinuousArchiving', 'False', 'ContinuousArchivingFailing', message)];
  }
  if (archiveOf(cluster) && archive === undefined) return [];
  return [condition('ContinuousArchiving', 'True', 'ContinuousArchivingSuccess', 'Continuous archiving is working')];
}

const uniqueSystemId = (): NewCondition =>
  condition('ConsistentSystemID', 'True', 'Unique', 'A single, unique system ID was found across reporting instances.');
