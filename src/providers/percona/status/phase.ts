import { namesOf } from '../../contract/objects/index.js';
import {
  describeTrouble,
  judgePhase,
  lowerFirst,
  phaseAfterBirth,
  phaseInMotion,
  judgeLack,
  sayHowManyServe,
  sentenceOf,
  STOPPED,
  type PhaseRule,
  type PhaseVerdict,
} from '../../contract/status/index.js';
import { isToBeFilled } from '../filling.js';
import { whyNotFilled } from '../backups/why-not-filled.js';
import { messagesOf } from '../upstream.js';
import { ofRole, readyPods, type PerconaView } from '../view.js';
import { describeChange, describeComponent } from './change-under-way.js';
import { refusalOf } from './refusal.js';

type Rule = PhaseRule<PerconaView>;

/**
 * The operator's state is of its last round, "ready" for a moment longer than it is true, and "error" for much that passes
 * by itself; so pods and StatefulSets have a say in everything.
 */
export const derivePhase = (view: PerconaView): PhaseVerdict =>
  judgePhase(view, [restoring, stopped, unanswered, refused, failing, changing, incomplete, unsettled], saysWhoServes);

/** Pause, sizes and pods are the operator's meanwhile, and say nothing of what is wanted. */
const restoring: Rule = (view) => {
  const [order] = view.restores;
  if (order) {
    const state = order.status?.state;
    const where = state ? `${namesOf([order])}: ${state}` : namesOf([order]);
    return { phase: 'Restoring', message: sentenceOf(`The operator restores (${where})`, describeTrouble(view)) };
  }
  if (!isToBeFilled(view.upstream!)) return undefined;
  const failure = whyNotFilled(view);
  if (failure !== undefined) return { phase: 'Failed', message: failure };
  return { phase: 'Restoring', message: describeProgress('The database is made, and filled when it is there', view) };
};

const stopped: Rule = (view) => {
  if (!view.upstream!.spec.pause) return undefined;
  const { state } = view.upstream!.status ?? {};
  if (state === 'paused' && view.pods.length === 0) return STOPPED;
  const says = state === 'error' ? operatorSays(view) : undefined;
  return { phase: 'Stopping', message: sentenceOf('The members are being stopped', says) };
};

const unanswered: Rule = (view) =>
  !view.upstream!.status?.state
    ? { phase: phaseAfterBirth(view, 'Updating'), message: describeProgress(WAITS, view) }
    : undefined;

const WAITS =
  'The operator has been asked for it; if it stays so, see that it runs and watches this namespace (WATCH_NAMESPACE)';

const refused: Rule = (view) => {
  const refusal = refusalOf(view);
  return refusal === undefined
    ? undefined
    : { phase: 'Failed', message: sentenceOf(`The operator refuses the definition: ${refusal}`) };
};

/** Mostly it passes by itself: every round that fails says so, and a roll that takes long fails many. */
const failing: Rule = (view) => {
  if (view.upstream!.status?.state !== 'error') return undefined;
  const message = describeProgress(operatorSays(view) ?? 'The operator reports an error', view);
  return { phase: phaseAfterBirth(view, isReplacing(view) ? 'Updating' : 'Degraded'), message };
};

/** Told by the pods alone: while its rounds fail, the operator calls no change seen. */
const isReplacing = (view: PerconaView): boolean =>
  describeTrouble(view) === undefined && view.components.some((each) => describeComponent(each) !== undefined);

const changing: Rule = (view) => {
  const change = describeChange(view);
  return change === undefined
    ? undefined
    : { phase: phaseInMotion(view), message: describeProgress(change, view, ...messagesOf(view.upstream!)) };
};

const incomplete: Rule = (view) => {
  const isWhole = view.components.every((component) => readyPods(component).length === component.asks.size);
  if (isWhole && view.components.length > 0) return undefined;
  const message = describeProgress(saysWhoServes(view), view);
  const isDown = ofRole(view, 'data').every((component) => readyPods(component).length === 0);
  return { ...(isDown ? { phase: phaseAfterBirth(view, 'Starting') } : judgeLack(view)), message };
};

/** Every pod is there, and the operator has not said that it is done: what it still does, no pod shows. */
const unsettled: Rule = (view) => {
  const { state } = view.upstream!.status ?? {};
  if (state === 'ready') return undefined;
  const message = describeProgress('The operator is at work', view, ...messagesOf(view.upstream!));
  // It looks after what was lost, and is not through with it.
  const isMending = view.intent.status?.phase === 'Degraded';
  return { phase: isMending ? 'Degraded' : phaseInMotion(view), message };
};

function operatorSays({ upstream }: PerconaView): string | undefined {
  const messages = messagesOf(upstream!).map((text) => text.replace(/^Error: /, ''));
  return messages.length > 0 ? `The operator reports: ${messages.join('; ')}` : undefined;
}

function describeProgress(state: string, view: PerconaView, ...details: string[]): string {
  const serves = state === saysWhoServes(view) ? undefined : lowerFirst(saysWhoServes(view));
  return sentenceOf(state, describeTrouble(view), ...details, serves);
}

/** "3 of 3 members serve": those that hold data; of routers there is talk where one is missing. */
export function saysWhoServes(view: PerconaView): string {
  const data = ofRole(view, 'data');
  const wanted = data.reduce((sum, { asks }) => sum + asks.size, 0);
  const members = sayHowManyServe(data.flatMap(readyPods).length, wanted);
  const missing = ofRole(view, 'config', 'router').filter((each) => readyPods(each).length < each.asks.size);
  return [members, ...missing.map((each) => `${readyPods(each).length} of ${each.asks.size} ${each.name}`)].join(', ');
}
