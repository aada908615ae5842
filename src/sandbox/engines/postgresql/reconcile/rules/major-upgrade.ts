import { EVENT, PERSISTENT_VOLUME_CLAIM, POD } from '../../../../../kube/meta/index.js';
import { buildEvent } from '../../builders/event.js';
import { buildJob, jobRoleOf } from '../../builders/job.js';
import type { ImageInfo } from '../../cluster.js';
import { majorVersionOf } from '../../image.js';
import { JOB } from '../../kinds.js';
import { PHASE } from '../../well-known.js';
import { isJobComplete, type Job } from '../../../mechanics/workloads.js';
import type { ClusterView } from '../cluster-view.js';
import { create, remove } from '../../../mechanics/actions.js';
import type { Rule, Step } from '../step.js';

/** A higher major in place: everything down, one job rewrites the primary's data, the replicas start anew. */
export const upgradeMajor: Rule = (view) => {
  const image = view.wantedImage ?? '';
  const [from, to] = [view.cluster.status?.pgDataImageInfo?.majorVersion, majorVersionOf(image)];
  if (from === undefined || to === undefined) return undefined;
  const job = view.jobs.find((candidate) => jobRoleOf(candidate) === 'major-upgrade');
  return to > from ? upgrade(view, { image, majorVersion: to }, job) : rollBack(view, job);
};

function upgrade(view: ClusterView, target: ImageInfo, job: Job | undefined): Step {
  const { status } = view.cluster;
  if (status?.targetPgDataImageInfo?.image !== target.image || status.phase !== PHASE.majorUpgrade)
    return announce(target);
  if (view.pods.length > 0) return stopEverything(view);
  if (!job) return startJob(view, target.image);
  return isJobComplete(job) ? finish(view, job, target) : upgrading('the upgrade job has not succeeded');
}

const upgrading = (because: string): Step => ({ because, status: { phase: PHASE.majorUpgrade } });

const announce = (target: ImageInfo): Step => ({
  because: 'a higher major is wanted',
  status: {
    phase: PHASE.majorUpgrade,
    phaseReason: `Upgrading cluster to major version ${target.majorVersion}`,
    targetPgDataImageInfo: target,
  },
});

const stopEverything = (view: ClusterView): Step => ({
  ...upgrading('pods run while data is upgraded'),
  actions: view.pods.map((pod) => remove(POD, pod)),
});

function startJob({ cluster }: ClusterView, image: string): Step {
  const instance = cluster.status?.currentPrimary ?? '';
  return {
    ...upgrading('all pods are down'),
    actions: [create(JOB, buildJob(cluster, { instance, role: 'major-upgrade', image }))],
  };
}

function finish(view: ClusterView, job: Job, pgDataImageInfo: ImageInfo): Step {
  const replicas = view.instances.filter(({ name }) => name !== view.cluster.status?.currentPrimary);
  return {
    because: 'the data is upgraded',
    status: { pgDataImageInfo, targetPgDataImageInfo: undefined, timelineID: 1, phase: PHASE.majorUpgrade },
    actions: [
      ...replicas.flatMap(({ claims }) => claims.map((claim) => remove(PERSISTENT_VOLUME_CLAIM, claim))),
      remove(JOB, job),
    ],
  };
}

function rollBack(view: ClusterView, job: Job | undefined): Step | undefined {
  const target = view.cluster.status?.targetPgDataImageInfo;
  if (!target && !job) return undefined;
  const message = `Major upgrade to ${target?.image ?? 'another image'} was rolled back`;
  return {
    because: 'the old image was put back',
    status: { targetPgDataImageInfo: undefined },
    actions: [
      create(EVENT, buildEvent(view, { reason: 'MajorUpgradeRollback', message })),
      ...(job ? [remove(JOB, job)] : []),
    ],
  };
}
