import type { CnpgClusterStatus, CnpgCondition } from '../upstream.js';
import type { Situation } from './situation.js';

/**
 * A restart in place leaves no trace in any object: the pod stays, and the phase is soon the healthy one again. So the
 * very write that asks for it adds this condition, which tells after a crash of ours that it was asked for already.
 */
const CONDITION = 'dbaas.io/PrimaryRestart';

const wordsFor = ({ request }: Situation, member: string): string => `OpsRequest ${request.metadata.uid} on ${member}`;

/** The operator's own conditions stay as they are: a list is written whole, at the version that was read. */
export function restartMark(situation: Situation, member: string): Pick<CnpgClusterStatus, 'conditions'> {
  const others = (situation.upstream.status?.conditions ?? []).filter(({ type }) => type !== CONDITION);
  const mark: CnpgCondition & { lastTransitionTime?: string } = {
    type: CONDITION,
    status: 'True',
    reason: 'Requested',
    message: wordsFor(situation, member),
    lastTransitionTime: situation.request.status?.startedAt,
  };
  return { conditions: [...others, mark] };
}

export function wasRestartedInPlace(situation: Situation, member: string): boolean {
  const mark = situation.upstream.status?.conditions?.find(({ type }) => type === CONDITION);
  return mark?.message === wordsFor(situation, member);
}
