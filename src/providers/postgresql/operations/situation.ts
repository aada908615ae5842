import { isNewClaim, type EngineSituation } from '../../contract/operations/index.js';
import { failedJobs } from '../status/jobs.js';
import { GIVEN_UP, meaningOf } from '../status/upstream-phases.js';
import type { ClusterView } from '../status/view.js';

/** Its view is without the jobs that had failed before the operation began. */
export type Situation = EngineSituation<ClusterView>;

/** The member has another data volume than when the operation began. */
export function hasNewVolume(situation: Situation, member: string): boolean {
  const claim = situation.view.volumes.find(({ metadata }) => metadata.name === member);
  return claim !== undefined && isNewClaim(situation, claim);
}

/** What has failed for good since the operation began: waiting longer would not help. */
export function failureOf({
  view,
  upstream,
  baseline,
}: Pick<Situation, 'view' | 'upstream' | 'baseline'>): string | undefined {
  const { phase = '', phaseReason } = upstream.status ?? {};
  // Once the operator is content again, the job of an old failure is only a remnant.
  if (meaningOf(phase).meaning === 'settled') return undefined;
  const job = failedJobs(view.jobs).find(({ isFinal }) => isFinal);
  if (job) return `Job ${job.name} has failed for good; its pod's log says why.`;
  if (phase !== GIVEN_UP || baseline.get('phase') === GIVEN_UP) return undefined;
  return `The operator has given up: ${phaseReason ?? phase}.`;
}
