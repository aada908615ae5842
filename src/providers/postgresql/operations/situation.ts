import type { UntypedObject } from '../../../kube/meta/index.js';
import type { OperationSubject } from '../../contract/index.js';
import { failedJobs } from '../status/jobs.js';
import { derivePhase } from '../status/phase.js';
import { describeTroubleOf } from '../../contract/objects/index.js';
import { GIVEN_UP, meaningOf } from '../status/upstream-phases.js';
import { viewOf, type ClusterView } from '../status/view.js';
import type { CnpgCluster } from '../upstream.js';
import { Baseline } from '../../contract/operations/index.js';
import { recordBaseline } from './baseline.js';

/** One operation, the cluster that it is for as it is seen now, and what stood before. */
export interface Situation extends OperationSubject {
  /** Without the jobs that had failed before it began. */
  readonly view: ClusterView & { readonly upstream: CnpgCluster };
  readonly upstream: CnpgCluster;
  readonly baseline: Baseline;
}

/** Undefined while the operator's Cluster is not there. */
export function situationOf(subject: OperationSubject): Situation | undefined {
  const view = viewOf(subject.cluster, subject.observed);
  const { upstream } = view;
  if (!upstream) return undefined;
  const baseline = new Baseline(subject.request.status?.baseline ?? recordBaseline(subject));
  const jobs = view.jobs.filter(({ metadata }) => baseline.uidOf('job', metadata.name) !== metadata.uid);
  return { ...subject, view: { ...view, upstream, jobs }, upstream, baseline };
}

export const podOf = ({ view }: Situation, member: string): UntypedObject | undefined =>
  view.pods.find(({ metadata }) => metadata.name === member);

export const isReady = ({ view }: Situation, member: string): boolean =>
  view.members.some(({ name, ready }) => name === member && ready);

/** Another pod than when the operation began. */
export function isNewPod({ baseline }: Situation, pod: UntypedObject): boolean {
  return baseline.uidOf('pod', pod.metadata.name) !== pod.metadata.uid;
}

/** Another data volume than when the operation began. */
export function isNewClaim({ view, baseline }: Situation, member: string): boolean {
  const claim = view.volumes.find(({ metadata }) => metadata.name === member);
  return claim !== undefined && baseline.uidOf('claim', member) !== claim.metadata.uid;
}

/** Why the database is not whole, as a sentence; undefined when everybody is as asked for, ready, and content. */
export function whyNotWhole({ view }: Situation): string | undefined {
  const { phase, message } = derivePhase(view);
  return phase === 'Running' ? undefined : message;
}

/** What keeps the pod of a member from coming up, as a sentence. */
export function troubleWith(situation: Situation, member: string): string | undefined {
  const pod = podOf(situation, member);
  const trouble = pod && describeTroubleOf(pod);
  return trouble && `Pod ${trouble}.`;
}

/** What has failed for good since the operation began: waiting longer would not help. */
export function failureOf({ view, upstream, baseline }: Situation): string | undefined {
  const { phase = '', phaseReason } = upstream.status ?? {};
  // Once the operator is content again, the job of an old failure is only a remnant.
  if (meaningOf(phase).meaning === 'settled') return undefined;
  const job = failedJobs(view.jobs).find(({ isFinal }) => isFinal);
  if (job) return `Job ${job.name} has failed for good; its pod's log says why.`;
  if (phase !== GIVEN_UP || baseline.get('phase') === GIVEN_UP) return undefined;
  return `The operator has given up: ${phaseReason ?? phase}.`;
}
