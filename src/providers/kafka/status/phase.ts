import type { ClusterPhase } from '../../../resources/database-cluster/index.js';
import { describeTroubleOf } from '../../contract/objects/index.js';
import { describeChange } from './change-under-way.js';
import { adviceFor, CREATING, isRefusal } from './reasons.js';
import { brokersOf, conditionOf, controllersOf, hasRun, isUserReady, podsOf, type ClusterView } from './view.js';

export interface PhaseVerdict {
  readonly phase: ClusterPhase;
  /** One sentence or two: what is, or what is wrong and what to do. */
  readonly message: string;
}

type Rule = (view: ClusterView) => PhaseVerdict | undefined;

/**
 * The operator's Ready is the end of its last round and says nothing of now; so the first rule that applies decides, and
 * "Running" is what is left.
 */
export function derivePhase(view: ClusterView): PhaseVerdict {
  const rules: readonly Rule[] = [deleting, absent, paused, refused, unfinished, changing, incomplete, userless];
  for (const rule of rules) {
    const verdict = rule(view);
    if (verdict) return verdict;
  }
  return { phase: 'Running', message: `${saysWhoServes(view)}.` };
}

const deleting: Rule = ({ intent }) =>
  intent.metadata.deletionTimestamp === undefined
    ? undefined
    : { phase: 'Deleting', message: 'The database is being removed.' };

const absent: Rule = ({ upstream }) => {
  if (!upstream) return { phase: 'Pending', message: 'Nothing has been made yet.' };
  if (upstream.metadata.deletionTimestamp === undefined) return undefined;
  return { phase: 'Failed', message: "Somebody deletes the operator's Kafka, by which the nodes are kept." };
};

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
  if (!status?.conditions) return { phase: phaseOf(view, 'Updating'), message: WAITS };
  const notReady = conditionOf(view, 'NotReady');
  if (!notReady) return undefined;
  const { reason, message } = notReady;
  if (reason === CREATING) return { phase: phaseOf(view, 'Updating'), message: sentence('Nodes are being made', view) };
  const says = `The operator reports ${reason}: ${message ?? ''}`.trim().replace(/[.:]$/, '');
  return { phase: phaseOf(view, 'Degraded'), message: sentence(says, view, adviceFor(reason)) };
};

const WAITS =
  'The operator has been asked for it. If it stays so, see that it runs and watches this namespace (STRIMZI_NAMESPACE).';

const changing: Rule = (view) => {
  const change = describeChange(view);
  return change === undefined
    ? undefined
    : { phase: phaseOf(view, 'Updating'), message: sentence(change.replace(/\.$/, ''), view) };
};

const incomplete: Rule = (view) =>
  view.members.every(({ ready }) => ready) && view.members.length > 0
    ? undefined
    : { phase: phaseOf(view, 'Degraded'), message: sentence(saysWhoServes(view), view) };

/** Nobody can log in without it. */
const userless: Rule = (view) => {
  if (isUserReady(view)) return undefined;
  const { reason, message } = view.user?.status?.conditions?.find(({ type }) => type === 'NotReady') ?? {};
  const why = message ?? reason;
  const says = `The user of the application is not there yet${why === undefined ? '' : ` (${why})`}.`;
  return { phase: phaseOf(view, 'Degraded'), message: says };
};

const phaseOf = (view: ClusterView, later: ClusterPhase): ClusterPhase => (hasRun(view) ? later : 'Creating');

const sentence = (state: string, view: ClusterView, ...details: (string | undefined)[]): string =>
  `${[state, describeTrouble(view), ...details].filter((part) => part !== undefined).join('; ')}.`;

export function describeTrouble(view: ClusterView): string | undefined {
  const troubles = podsOf(view)
    .map(describeTroubleOf)
    .filter((trouble) => trouble !== undefined);
  return troubles.length > 0 ? troubles.sort().join(', ') : undefined;
}

function saysWhoServes(view: ClusterView): string {
  const count = (members: readonly { ready: boolean }[], what: string): string => {
    const ready = members.filter((member) => member.ready).length;
    return `${ready} of ${members.length} ${members.length === 1 ? what : `${what}s`}`;
  };
  return `${count(brokersOf(view), 'broker')} and ${count(controllersOf(view), 'controller')} serve`;
}
