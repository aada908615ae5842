import {
  describeTrouble,
  hasRun,
  judgePhase,
  phaseAfterBirth,
  judgeLack,
  sentenceOf,
  type PhaseRule,
  type PhaseVerdict,
} from '../../contract/status/index.js';
import { describeChange } from './change-under-way.js';
import { adviceFor, CREATING, isRefusal } from './reasons.js';
import { brokersOf, conditionOf, controllersOf, isUserReady, type ClusterView } from './view.js';

type Rule = PhaseRule<ClusterView>;

/** The operator's Ready is the end of its last round and says nothing of now. */
export const derivePhase = (view: ClusterView): PhaseVerdict =>
  judgePhase(view, [paused, refused, unfinished, changing, incomplete, userless], saysWhoServes);

/** Nodes go on serving, and nothing of what is asked for reaches them. */
const paused: Rule = (view) => {
  if (!conditionOf(view, 'ReconciliationPaused')) return undefined;
  const message = `Somebody has paused the operator for it (strimzi.io/pause-reconciliation); ${saysWhoServes(view)}.`;
  return { phase: hasRun(view) ? 'Degraded' : 'Pending', message };
};

const refused: Rule = (view) => {
  const { reason, message } = conditionOf(view, 'NotReady') ?? {};
  if (!isRefusal(reason)) return undefined;
  return { phase: 'Failed', message: `The operator refuses the definition: ${message ?? reason}` };
};

/** The last round did not end well, or none has ended; the operator goes on trying. */
const unfinished: Rule = (view) => {
  const { status } = view.upstream!;
  if (!status?.conditions) return { phase: phaseAfterBirth(view, 'Updating'), message: WAITS };
  const notReady = conditionOf(view, 'NotReady');
  if (!notReady) return undefined;
  const { reason, message } = notReady;
  if (reason === CREATING)
    return { phase: phaseAfterBirth(view, 'Updating'), message: sentence('Nodes are being made', view) };
  const says = `The operator reports ${reason}: ${message ?? ''}`.trim().replace(/[.:]$/, '');
  return { phase: phaseAfterBirth(view, 'Degraded'), message: sentence(says, view, adviceFor(reason)) };
};

const WAITS =
  'The operator has been asked for it. If it stays so, see that it runs and watches this namespace (STRIMZI_NAMESPACE).';

const changing: Rule = (view) => {
  const change = describeChange(view);
  return change === undefined
    ? undefined
    : { phase: phaseAfterBirth(view, 'Updating'), message: sentence(change.replace(/\.$/, ''), view) };
};

const incomplete: Rule = (view) =>
  view.members.every(({ ready }) => ready) && view.members.length > 0
    ? undefined
    : { ...judgeLack(view), message: sentence(saysWhoServes(view), view) };

/** Nobody can log in without it. */
const userless: Rule = (view) => {
  if (isUserReady(view)) return undefined;
  const { reason, message } = view.user?.status?.conditions?.find(({ type }) => type === 'NotReady') ?? {};
  const why = message ?? reason;
  const says = `The user of the application is not there yet${why === undefined ? '' : ` (${why})`}.`;
  return { phase: phaseAfterBirth(view, 'Degraded'), message: says };
};

const sentence = (state: string, view: ClusterView, advice?: string): string =>
  sentenceOf(state, describeTrouble(view), advice);

function saysWhoServes(view: ClusterView): string {
  const count = (members: readonly { ready: boolean }[], what: string): string => {
    const ready = members.filter((member) => member.ready).length;
    return `${ready} of ${members.length} ${members.length === 1 ? what : `${what}s`}`;
  };
  return `${count(brokersOf(view), 'broker')} and ${count(controllersOf(view), 'controller')} serve`;
}
