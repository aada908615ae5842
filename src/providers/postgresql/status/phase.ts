import type { ClusterPhase } from '../../../resources/database-cluster/index.js';
import {
  describeTrouble,
  hasRun,
  judgePhase,
  lowerFirst,
  phaseInMotion,
  judgeLack,
  primaryOf,
  readyMembers,
  sayHowManyServe,
  sentenceOf,
  STOPPED,
  type PhaseRule,
  type PhaseVerdict,
} from '../../contract/status/index.js';
import { isChangeUnderWay } from './change-under-way.js';
import { failedJobs } from './jobs.js';
import { MAJOR_UPGRADE, meaningOf } from './upstream-phases.js';
import { conditionOf, HIBERNATION_CONDITION, isHibernating, type ClusterView } from './view.js';

type Rule = PhaseRule<ClusterView>;

/**
 * The operator has no observedGeneration, and its healthy phase stays through hibernation, crash loops of replicas and
 * the first seconds after a change.
 */
export const derivePhase = (view: ClusterView): PhaseVerdict =>
  judgePhase(view, [hibernating, failed, atWork, unsettled, incomplete], saysWhoServes);

const hibernating: Rule = (view) => {
  if (!isHibernating(view)) return undefined;
  const condition = conditionOf(view, HIBERNATION_CONDITION);
  if (condition?.status === 'True') return STOPPED;
  const message =
    condition?.reason === 'WaitingForHealthy'
      ? `The operator stops only a healthy database, and this one is not: ${describeState(view)} Repair it, or set spec.powerState back to Running.`
      : 'The members are being stopped.';
  return { phase: 'Stopping', message };
};

const failed: Rule = ({ upstream, jobs }) => {
  const { phase = '', phaseReason } = upstream?.status ?? {};
  const { meaning, says, next } = meaningOf(phase);
  if (meaning === 'failed') {
    const reason = phaseReason ? `: ${phaseReason}` : '';
    return { phase: 'Failed', message: `${says}${reason}. ${next}` };
  }
  // Once the operator is content again, the job of an old failure is only a remnant.
  return meaning === 'settled' ? undefined : failedForGood(phase, jobs);
};

/** The operator's phase does not always say so: a major upgrade that failed still reads as one that runs. */
function failedForGood(phase: string, jobs: ClusterView['jobs']): PhaseVerdict | undefined {
  const job = failedJobs(jobs).find(({ isFinal }) => isFinal);
  if (!job) return undefined;
  const advice = phase === MAJOR_UPGRADE ? ' Put spec.version back to return to the old version.' : '';
  return { phase: 'Failed', message: `Job ${job.name} has failed for good; its pod's log says why.${advice}` };
}

/** No primary ever, or the operator says itself that it is busy. */
const atWork: Rule = (view) => {
  const { phase = '', currentPrimary } = view.upstream?.status ?? {};
  const { meaning } = meaningOf(phase);
  const message = describeState(view);
  if (!currentPrimary) return { phase: phaseAtBirth(view), message };
  if (meaning === 'settled') return undefined;
  // It waits for a member, and the others do the work meanwhile.
  const isServing = meaning === 'waiting' && primaryOf(view)?.ready === true;
  const birth = phaseAtBirth(view);
  return { ...(isServing ? judgeLack(view, birth) : { phase: phaseInMotion(view, birth) }), message };
};

/** Content, but with what it saw before the last change: what has not reached every object is still under way. */
const unsettled: Rule = (view) =>
  isChangeUnderWay(view)
    ? {
        phase: phaseInMotion(view, phaseAtBirth(view)),
        message: `A change is under way; ${lowerFirst(saysWhoServes(view))}.`,
      }
    : undefined;

const incomplete: Rule = (view) => {
  const ready = readyMembers(view).length;
  const wanted = view.upstream!.spec.instances;
  const reported = view.upstream!.status?.readyInstances ?? 0;
  if (Math.min(ready, reported) >= wanted && primaryOf(view)?.ready) return undefined;
  const message = describeState(view);
  if (ready === 0 && hasRun(view)) return { phase: 'Starting', message };
  return { ...judgeLack(view, phaseAtBirth(view)), message };
};

const phaseAtBirth = ({ upstream }: ClusterView): ClusterPhase =>
  upstream?.spec.bootstrap.recovery ? 'Restoring' : 'Creating';

/** What goes on and what stands in its way. */
function describeState(view: ClusterView): string {
  const { phase = '', phaseReason } = view.upstream?.status ?? {};
  const { meaning, says, next } = meaningOf(phase);
  const state = meaning === 'settled' ? saysWhoServes(view) : says;
  const details = [
    meaning === 'settled' ? undefined : phaseReason,
    describeTrouble(view),
    describeRetries(view),
    next && lowerFirst(next),
  ];
  return sentenceOf(state, ...details);
}

function describeRetries({ jobs }: ClusterView): string | undefined {
  const [job] = failedJobs(jobs);
  if (!job) return undefined;
  const times = job.attempts === 1 ? 'once' : `${job.attempts} times`;
  return `job ${job.name} has failed ${times} and is tried again, its pod's log says why`;
}

const saysWhoServes = (view: ClusterView): string =>
  sayHowManyServe(readyMembers(view).length, view.upstream?.spec.instances ?? 0);
