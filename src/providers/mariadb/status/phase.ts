import {
  describeTrouble,
  hasRun,
  judgePhase,
  phaseAfterBirth,
  judgeLack,
  primaryOf,
  readyMembers,
  sayHowManyServe,
  sentenceOf,
  type PhaseRule,
  type PhaseVerdict,
} from '../../contract/status/index.js';
import { describeChange } from './change-under-way.js';
import { conditionOf, type ClusterView } from './view.js';

type Rule = PhaseRule<ClusterView>;

/** The operator's Ready lags behind the pods, and says nothing of the last change. */
export const derivePhase = (view: ClusterView): PhaseVerdict =>
  judgePhase(view, [suspended, unseen, failing, working, changing, incomplete], saysWhoServes);

/** Members go on serving, and nothing of what is asked for reaches them. */
const suspended: Rule = (view) => {
  if (view.upstream?.spec.suspend !== true) return undefined;
  const message = `Somebody has suspended the operator for it (spec.suspend); ${saysWhoServes(view)}.`;
  return { phase: hasRun(view) ? 'Degraded' : 'Pending', message };
};

const unseen: Rule = (view) =>
  view.upstream?.status?.conditions
    ? undefined
    : {
        phase: phaseAfterBirth(view, 'Updating'),
        message: 'The operator has been asked for it. If it stays so, see that it runs and watches this namespace.',
      };

/** Its last round ended so; it goes on trying. */
const failing: Rule = (view) => {
  const failed = (['Ready', 'ScaledOut'] as const)
    .map((type) => conditionOf(view, type))
    .find((condition) => condition?.status === 'False' && FAILURES.includes(condition.reason ?? ''));
  if (!failed) return undefined;
  const says = `The operator reports: ${failed.message ?? failed.reason}`;
  return { phase: phaseAfterBirth(view, 'Degraded'), message: sentenceOf(says, describeTrouble(view)) };
};

const FAILURES: readonly string[] = ['Failed', 'ScaleOutError', 'ReplicaRecoverError'];

/** What the operator itself is at, by its words. */
const working: Rule = (view) => {
  const { status, reason = '', message } = conditionOf(view, 'Ready') ?? {};
  if (status !== 'False' || reason === 'StatefulSetNotReady' || reason === '') return undefined;
  if (view.upstream?.spec.bootstrapFrom && INITIALIZING.includes(reason)) return filling(view);
  return { phase: phaseAfterBirth(view, 'Updating'), message: sentenceOf(message ?? reason, describeTrouble(view)) };
};

const INITIALIZING: readonly string[] = ['Initializing', 'RestoreBackup'];

/** The operator tells nothing of how its jobs are. */
const filling = (view: ClusterView): PhaseVerdict => ({
  phase: 'Restoring',
  message: sentenceOf(
    `The data is read from the bucket; if it stays so, see what the jobs that fill ${view.intent.metadata.name} say`,
    describeTrouble(view),
  ),
});

const changing: Rule = (view) => {
  const change = describeChange(view);
  if (change === undefined) return undefined;
  return { phase: phaseAfterBirth(view, 'Updating'), message: sentenceOf(change, describeTrouble(view)) };
};

const incomplete: Rule = (view) => {
  const isWhole = readyMembers(view).length >= wantedOf(view) && primaryOf(view)?.ready === true;
  const isSaid = conditionOf(view, 'Ready')?.status === 'True';
  if (isWhole && isSaid) return undefined;
  const says = isWhole ? 'The operator has not yet said that it is ready' : saysWhoServes(view);
  return { ...judgeLack(view), message: sentenceOf(says, describeTrouble(view)) };
};

const wantedOf = ({ upstream }: ClusterView): number => upstream?.spec.replicas ?? 0;

const saysWhoServes = (view: ClusterView): string => sayHowManyServe(readyMembers(view).length, wantedOf(view));
