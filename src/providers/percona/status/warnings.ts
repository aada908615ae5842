import type { UntypedObject } from '../../../kube/meta/index.js';
import { isOf, isStaying, namesOf, resizeErrorOf } from '../../contract/objects/index.js';
import { sayLevel } from '../behaviour-level.js';
import { judgeOrder } from '../backups/restore-order.js';
import { claimNameOf, podNameOf, type ComponentView } from '../component.js';
import type { PerconaView } from '../view.js';
import { askedSizeOf, takenBack } from '../volume-size.js';
import { describeChange } from './change-under-way.js';

/** What does not show in the phase and yet wants attention. */
export const listWarnings = (view: PerconaView): string[] =>
  [refusedGrowth(view), leftovers(view), restoredByHand(view), unknownLevel(view)].filter((text) => text !== undefined);

const unknownLevel = ({ dialect, upstream }: PerconaView): string | undefined =>
  upstream && sayLevel(upstream.spec.crVersion, dialect.levels);

function refusedGrowth(view: PerconaView): string | undefined {
  const refused = takenBack(view);
  if (refused.length === 0) return undefined;
  const error = refused.flatMap(({ claims }) => claims.map(resizeErrorOf)).find((text) => text !== undefined);
  const why = error === undefined ? '' : ` (${error})`;
  const which = refused.map(({ name, asks }) => `${name} stays at ${asks.storageSize}`).join(', ');
  return `The operator could not enlarge the volumes to ${askedSizeOf(view.upstream!)}${why}: ${which}. This size is not asked for again: when the cause is gone, set spec.storage.size to a larger one.`;
}

/** The log of another life has gone to the folder of this one, until a backup is taken of what there is now. */
function restoredByHand({ dialect, intent, observed }: PerconaView): string | undefined {
  const backups = observed.list(dialect.kinds.backup).map(createdAt);
  const found = observed
    .list(dialect.kinds.restore)
    .filter((order) => !isOf(intent)(order))
    .filter((order) => judgeOrder(dialect, order).is === 'Succeeded')
    .filter((order) => backups.length > 0 && backups.every((taken) => taken < createdAt(order)));
  if (found.length === 0) return undefined;
  return `The data was replaced by what nobody has asked for here (${namesOf(found)}): nothing from the last backup before it to the next one can be gone back to; take a backup.`;
}

const createdAt = ({ metadata }: UntypedObject): string => metadata.creationTimestamp ?? '';

/** Volumes outlive their member, also one that has left for good. */
function leftovers(view: PerconaView): string | undefined {
  if (view.restores.length > 0 || describeChange(view) !== undefined) return undefined;
  const claims = view.components.flatMap(leftoverClaims);
  if (claims.length === 0) return undefined;
  return `Volumes of members that have left are still there: ${claims.sort().join(', ')}. They are used again when the database grows; delete the claims when nobody needs them.`;
}

function leftoverClaims(component: ComponentView): string[] {
  const wanted = Array.from({ length: component.asks.size }, (_, ordinal) => podNameOf(component, ordinal));
  const kept = new Set(wanted.map((pod) => claimNameOf(component, pod)));
  return component.claims
    .filter((claim) => isStaying(claim) && !kept.has(claim.metadata.name))
    .map(({ metadata }) => metadata.name);
}
