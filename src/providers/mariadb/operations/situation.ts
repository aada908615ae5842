import { PERSISTENT_VOLUME_CLAIM, type UntypedObject } from '../../../kube/meta/index.js';
import type { ChildAction } from '../../contract/index.js';
import { deletionOf, isStaying } from '../../contract/objects/index.js';
import type { EngineSituation } from '../../contract/operations/index.js';
import { claimName } from '../names.js';
import type { ClusterView } from '../status/view.js';

export type Situation = EngineSituation<ClusterView>;

export const claimOf = ({ view }: Situation, member: string): UntypedObject | undefined =>
  view.volumes.find(({ metadata }) => metadata.name === claimName(member));

export const deletionsOfClaims = (claims: readonly UntypedObject[]): ChildAction[] =>
  claims.filter(isStaying).map((claim) => deletionOf(PERSISTENT_VOLUME_CLAIM, claim));

/** Once newcomers are whole, nobody needs what they were filled from; the operator leaves it where it is. */
export const discardTransfers = (situation: Situation): ChildAction[] =>
  situation.whyNotWhole === undefined ? deletionsOfClaims(situation.view.transfers) : [];
