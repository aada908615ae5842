import type { OperationHandler } from '../../contract/index.js';
import {
  ROLLING,
  sayEnding,
  STARTED,
  startOf,
  STOPPED,
  stopOf,
  undoneByOperator,
  type Finding,
} from '../../contract/operations/index.js';
import { podNameOf, type ComponentRole } from '../component.js';
import { ofRole } from '../view.js';
import type { Define, Situation } from './situation.js';

/** Pause: routers go first and config servers last; volumes and Services stay. */
export const stopBy = (define: Define): OperationHandler =>
  define({
    ...ROLLING,
    disruption: 'Downtime',
    steps: (situation) => everybody(situation, OUTSIDE_IN).map((member) => stopOf(situation, member)),
    judge: (situation) => ({ reached: STOPPED, waitsFor: whyAwake(situation), settleSeconds: 5 }),
    undo: (situation) => undoneByOperator(situation, { arrived: situation.upstream.spec.pause !== true }),
  });

/** The end of the pause, once everybody has recovered and is ready. */
export const startBy = (define: Define): OperationHandler =>
  define({
    ...ROLLING,
    disruption: 'None',
    steps: (situation) => everybody(situation, [...OUTSIDE_IN].reverse()).map((member) => startOf(situation, member)),
    judge: judgeStart,
    undo: (situation) => {
      const waitingFor = whyAwake(situation);
      return waitingFor === undefined ? { state: 'Done' } : { state: 'Running', waitingFor };
    },
  });

const OUTSIDE_IN: readonly ComponentRole[] = ['router', 'data', 'config'];

/** By what is asked for: while the database is stopped, there is nobody to be counted. */
const everybody = ({ view }: Situation, roles: readonly ComponentRole[]): string[] =>
  roles
    .flatMap((role) => ofRole(view, role))
    .flatMap((component) => Array.from({ length: component.asks.size }, (_, number) => podNameOf(component, number)));

/** By the pods as well: the operator reports a state, and not of when. */
function whyAwake({ view, upstream, whyNotWhole }: Situation): string | undefined {
  if (upstream.spec.pause !== true) return 'Waits for the operator to be asked to stop the members.';
  const pods = view.pods.length;
  if (pods > 0) return sayEnding(view.pods) ?? whyNotWhole ?? `${pods} members have not been told to stop yet.`;
  const isSaid = upstream.status?.state === 'paused';
  return isSaid ? undefined : 'No member is left; the operator has not yet said that all are stopped.';
}

function judgeStart({ upstream, whyNotWhole }: Situation): Finding {
  const isAsked = upstream.spec.pause !== true;
  return {
    reached: STARTED,
    waitsFor: isAsked ? whyNotWhole : 'Waits for the operator to be asked to start the members.',
    settleSeconds: 5,
  };
}
