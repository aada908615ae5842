import { forbidden, invalid } from '../../../domain/validation/field-errors.js';
import type { UntypedObject } from '../../../kube/meta/index.js';
import type { FieldError } from '../../../kube/schema/index.js';
import type { ClusterMember } from '../../../resources/database-cluster/index.js';
import type { OperationHandler } from '../../contract/index.js';
import { rebuildByHand, REBUILT_MEMBER } from '../../contract/operations/index.js';
import { claimNameOf } from '../component.js';
import { componentOf, type PerconaView } from '../view.js';
import type { Define, Situation } from './situation.js';

/** The StatefulSet makes volume and pod anew. */
export const rebuildInstanceBy = (define: Define): OperationHandler =>
  define(
    rebuildByHand<Omit<PerconaView, 'dialect'>>({
      claimOf,
      validate,
      warning: 'which loads the member that it copies from',
      meanwhile: 'copies the database from the others',
    }),
  );

function peersOf({ view }: Situation, member: string): ClusterMember[] {
  const kind = componentOf(view, member)?.name;
  return view.members.filter(({ name }) => name !== member && componentOf(view, name)?.name === kind);
}

function validate(situation: Situation, member: string): FieldError[] {
  if (componentOf(situation.view, member)?.role === 'router') {
    return [forbidden(REBUILT_MEMBER, 'holds no data; restart it instead')];
  }
  return checkPeers(situation, member);
}

/** Who is left must be able to decide without it, and somebody must hold the data for good. */
function checkPeers(situation: Situation, member: string): FieldError[] {
  const peers = peersOf(situation, member);
  if (peers.length === 0)
    return [forbidden(REBUILT_MEMBER, 'is the only one of its kind: there is nobody to copy from')];
  const role = situation.view.members.find(({ name }) => name === member)?.role;
  if (role === 'Primary') return [invalid(REBUILT_MEMBER, PRIMARY, { badValue: member })];
  const ready = peers.filter((peer) => peer.ready);
  const majority = Math.floor((peers.length + 1) / 2) + 1;
  if (ready.length < majority) {
    const detail = `cannot be copied anew: ${ready.length} of the others are ready, and ${majority} are needed to go on without it`;
    return [forbidden(REBUILT_MEMBER, detail)];
  }
  if (role === 'Peer' || ready.some((peer) => peer.role === 'Primary')) return [];
  return [forbidden(REBUILT_MEMBER, 'cannot be copied anew: the primary does not serve')];
}

const PRIMARY = 'is the primary, which holds the data; hand its role over first (Switchover)';

const claimOf = ({ view }: Situation, member: string): UntypedObject | undefined => {
  const component = componentOf(view, member);
  return component?.claims.find(({ metadata }) => metadata.name === claimNameOf(component, member));
};
