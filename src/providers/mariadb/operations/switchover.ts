import type { ChildAction, Undo } from '../../contract/index.js';
import { patchOf } from '../../contract/objects/index.js';
import {
  candidateOf,
  checkHandover,
  demotionOf,
  pickReplica,
  promotionOf,
  recordCandidate,
  ROLLING,
  undoneByOperator,
  type Finding,
  type Step,
} from '../../contract/operations/index.js';
import { indexOf } from '../names.js';
import { MARIADB } from '../upstream.js';
import { defineOperation } from './define-operation.js';
import type { Situation } from './situation.js';

const ASKED_BEFORE = 'podIndex';

/** The operator is told the number of its next primary; replicas catch up while writes wait, and the role moves. */
export const switchover = defineOperation({
  ...ROLLING,
  disruption: 'Failover',
  validate: (situation) => checkHandover(situation, { current: currentOf(situation), pick: pickReplica(situation) }),
  steps,
  baseline: (situation) => ({
    ...recordCandidate(situation, pickReplica(situation)),
    [ASKED_BEFORE]: String(askedIndex(situation) ?? ''),
  }),
  judge,
  undo,
});

const currentOf = ({ upstream }: Situation): string | undefined => upstream.status?.currentPrimary;
const askedIndex = ({ upstream }: Situation): number | undefined => upstream.spec.replication?.primary.podIndex;

const wantedIndex = (situation: Situation): number | undefined =>
  indexOf(situation.cluster.metadata.name, candidateOf(situation));

const isAsked = (situation: Situation): boolean => askedIndex(situation) === wantedIndex(situation);

function steps(situation: Situation): Step[] {
  const current = currentOf(situation);
  return [promotionOf(situation, { current, isAsked: isAsked(situation) }), demotionOf(situation, current)];
}

/** The applier never says who is the primary, so the number stays as it is written. */
const askFor = (situation: Situation, podIndex: number): ChildAction =>
  patchOf(MARIADB, situation.upstream, { spec: { replication: { primary: { podIndex } } } });

function judge(situation: Situation): Finding {
  const candidate = candidateOf(situation);
  const wanted = wantedIndex(situation);
  const hasArrived = currentOf(situation) === candidate;
  return {
    reached: `${candidate} is the primary.`,
    waitsFor: hasArrived ? situation.whyNotWhole : undefined,
    actions: hasArrived || isAsked(situation) || wanted === undefined ? [] : [askFor(situation, wanted)],
    settleSeconds: 5,
    result: { newPrimary: candidate },
  };
}

/** Until replicas have caught up the role has not moved, and the number may be put back. */
function undo(situation: Situation): Undo {
  const candidate = candidateOf(situation);
  if (currentOf(situation) === candidate) {
    return { state: 'Impossible', why: `${candidate} is the primary already; another Switchover leads back.` };
  }
  const before = Number(situation.baseline.get(ASKED_BEFORE) || NaN);
  const isToPutBack = isAsked(situation) && Number.isInteger(before);
  return undoneByOperator(situation, {
    arrived: !isToPutBack,
    actions: isToPutBack ? [askFor(situation, before)] : [],
  });
}
