import type { DefineOperation, EngineSituation } from '../../contract/operations/index.js';
import type { ComponentView } from '../component.js';
import type { PerconaCluster } from '../upstream.js';
import { componentOf, ofRole, type PerconaView } from '../view.js';

/** What the operations of one engine look at. */
export type SituationOf<U extends PerconaCluster> = EngineSituation<PerconaView<U>>;
export type DefineFor<U extends PerconaCluster> = DefineOperation<PerconaView<U>>;

/** What operations look at, whichever of the two operators it is. */
export type Situation = EngineSituation<Omit<PerconaView, 'dialect'>>;
export type Define = DefineOperation<Omit<PerconaView, 'dialect'>>;

export const dataOf = ({ view }: Pick<Situation, 'view'>): ComponentView[] => ofRole(view, 'data');

/** Who belonged to it when the operation began, by number. */
export const membersBefore = ({ view, baseline }: Situation, { name }: Pick<ComponentView, 'name'>): string[] =>
  baseline.members.filter((member) => componentOf(view, member)?.name === name);

export const wasPrimary = ({ baseline }: Situation, member: string): boolean =>
  baseline.get(`member/${member}`) === 'Primary';

/** Who is the primary of it now. */
export const primaryIn = (
  { view }: Pick<Situation, 'view'>,
  { name }: Pick<ComponentView, 'name'>,
): string | undefined =>
  view.members.find((member) => member.role === 'Primary' && componentOf(view, member.name)?.name === name)?.name;
