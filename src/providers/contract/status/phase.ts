import type { ClusterPhase } from '../../../resources/database-cluster/index.js';
import { describeTroubleOf } from '../objects/index.js';
import { hasRun, type EngineView } from './engine-view.js';

export interface PhaseVerdict {
  readonly phase: ClusterPhase;
  /** One sentence or two: what is, or what is wrong and what to do. */
  readonly message: string;
  /** It is so for no other reason than that it was: what had begun is at its end, which does not last for ever. */
  readonly isEnding?: boolean;
}

/** Undefined when it does not apply. */
export type PhaseRule<V extends EngineView> = (view: V) => PhaseVerdict | undefined;

/**
 * No operator's word is enough: so the first rule that applies decides, and "Running" is what is left. Whether the
 * database is on its way out, or was never made, is asked for every engine alike.
 */
export function judgePhase<V extends EngineView>(
  view: V,
  rules: readonly PhaseRule<V>[],
  saysWhoServes: (view: V) => string,
): PhaseVerdict {
  for (const rule of [deleting, absent, ...rules]) {
    const verdict = rule(view);
    if (verdict) return verdict;
  }
  return { phase: 'Running', message: `${saysWhoServes(view)}.` };
}

const deleting: PhaseRule<EngineView> = ({ intent }) =>
  intent.metadata.deletionTimestamp === undefined
    ? undefined
    : { phase: 'Deleting', message: 'The database is being removed.' };

const absent: PhaseRule<EngineView> = ({ upstream }) => {
  if (!upstream) return { phase: 'Pending', message: 'Nothing has been made yet.' };
  if (upstream.metadata.deletionTimestamp === undefined) return undefined;
  return {
    phase: 'Failed',
    message: `Somebody deletes the operator's ${upstream.kind}, by which the database is kept.`,
  };
};

/** Until it has been whole for the first time, whatever goes on belongs to its making. */
export const phaseAfterBirth = (
  view: Pick<EngineView, 'intent'>,
  later: ClusterPhase,
  birth: ClusterPhase = 'Creating',
): ClusterPhase => (hasRun(view) ? later : birth);

/** Nothing of an operator's tells a start from an update: our own last word does, and the next Running ends it. */
export const wasStopped = ({ intent }: Pick<EngineView, 'intent'>): boolean =>
  STOPPED_PHASES.includes(intent.status?.phase);

const STOPPED_PHASES: readonly (ClusterPhase | undefined)[] = ['Stopping', 'Stopped', 'Starting'];

/** What serves while it changes. */
export const phaseInMotion = (view: Pick<EngineView, 'intent'>, birth?: ClusterPhase): ClusterPhase =>
  phaseAfterBirth(view, wasStopped(view) ? 'Starting' : 'Updating', birth);

/**
 * Of a database that is made as it is asked for, and yet not whole. A change and a start end with a member that does not
 * serve yet, and that is no loss; but where nobody changes anything, or something keeps the member from coming up, it is.
 */
export function judgeLack(
  view: Pick<EngineView, 'intent' | 'pods'>,
  birth?: ClusterPhase,
): Pick<PhaseVerdict, 'phase' | 'isEnding'> {
  if (!hasRun(view)) return { phase: phaseAfterBirth(view, 'Degraded', birth) };
  const isMoving = wasStopped(view) || view.intent.status?.phase === 'Updating';
  return isMoving && describeTrouble(view) === undefined
    ? { phase: phaseInMotion(view), isEnding: true }
    : { phase: 'Degraded' };
}

export const STOPPED: PhaseVerdict = {
  phase: 'Stopped',
  message: 'The members are stopped; the volumes are kept.',
};

/** Why pods do not come up, as the part of a sentence; undefined when nothing is in their way. */
export function describeTrouble({ pods }: Pick<EngineView, 'pods'>): string | undefined {
  const troubles = pods.map(describeTroubleOf).filter((trouble) => trouble !== undefined);
  return troubles.length > 0 ? troubles.sort().join(', ') : undefined;
}

/** Parts in one sentence, with its full stop. */
export const sentenceOf = (...parts: readonly (string | undefined)[]): string =>
  `${parts
    .filter((part) => part !== undefined && part !== '')
    .join('; ')
    .replace(/\.$/, '')}.`;

/** "2 of 3 members serve"; more than are wanted are about to leave. */
export function sayHowManyServe(ready: number, wanted: number): string {
  if (ready > wanted) return `${ready} members serve, ${wanted} shall stay`;
  return `${ready} of ${wanted} ${wanted === 1 ? 'member serves' : 'members serve'}`;
}

export const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
