import type { UntypedObject } from '../../../kube/meta/index.js';
import { isStaying } from '../../contract/objects/index.js';
import { hasRun } from '../../contract/status/index.js';
import { bornWith, copiesOf } from '../birth.js';
import { claimName } from '../names.js';
import type { StrimziCondition } from '../upstream.js';
import { describeChange } from './change-under-way.js';
import { brokersOf, type ClusterView } from './view.js';

/** What does not show in the phase and yet wants attention; the operator's words are shown unedited. */
export function listWarnings(view: ClusterView): string[] {
  const pools = view.pools.flatMap(({ pool }) => pool?.status?.conditions ?? []);
  const conditions = [...(view.upstream?.status?.conditions ?? []), ...pools];
  return [
    ...conditions.filter(({ type }) => type === 'Warning').map(sayWarning),
    ...[smallBirth(view), leftovers(view)].filter((text) => text !== undefined),
  ];
}

const sayWarning = ({ reason, message }: StrimziCondition): string =>
  [reason, message].filter((text) => text !== undefined).join(': ');

/** Growing adds brokers; neither controllers nor the copies that topics were made with. */
function smallBirth(view: ClusterView): string | undefined {
  const born = bornWith(view.intent, view.observed);
  const copies = copiesOf(born);
  if (copies >= 3 || brokersOf(view).length <= born) return undefined;
  return `It was born with ${born} ${born === 1 ? 'broker' : 'brokers'}: topics have ${copies} ${copies === 1 ? 'copy' : 'copies'} unless they say otherwise, and controllers cannot be added.`;
}

/** Volumes outlive their broker, also one that has left for good. */
function leftoverClaims(view: ClusterView): UntypedObject[] {
  const kept = new Set(view.members.map(({ name }) => claimName(name)));
  return view.volumes.filter((claim) => isStaying(claim) && !kept.has(claim.metadata.name));
}

/** While brokers come and go, volumes are there before them and after them. */
function leftovers(view: ClusterView): string | undefined {
  if (!hasRun(view) || describeChange(view) !== undefined) return undefined;
  const claims = leftoverClaims(view).map(({ metadata }) => metadata.name);
  if (claims.length === 0) return undefined;
  return `Volumes of brokers that have left are still there: ${claims.sort().join(', ')}. Delete the claims when nobody needs them.`;
}
