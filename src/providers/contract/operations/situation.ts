import { notSupported } from '../../../domain/validation/field-errors.js';
import type { UntypedObject } from '../../../kube/meta/index.js';
import type { FieldError, FieldPath } from '../../../kube/schema/index.js';
import { describeTroubleOf } from '../objects/index.js';
import type { EngineView } from '../status/index.js';
import type { OperationSituation } from './define-operation.js';

/** One operation, the database that it is for as it is seen now, and what stood before. */
export interface EngineSituation<V extends EngineView = EngineView> extends OperationSituation {
  readonly view: V & { readonly upstream: NonNullable<V['upstream']> };
  readonly upstream: NonNullable<V['upstream']>;
  /** Why the database is not whole, as a sentence; undefined when everybody is as asked for, ready, and content. */
  readonly whyNotWhole: string | undefined;
}

type WithView = Pick<EngineSituation, 'view'>;

export const podOf = ({ view }: WithView, member: string): UntypedObject | undefined =>
  view.pods.find(({ metadata }) => metadata.name === member);

export const isReady = ({ view }: WithView, member: string): boolean =>
  view.members.some(({ name, ready }) => name === member && ready);

/** Another pod than when the operation began. */
export const isNewPod = ({ baseline }: Pick<EngineSituation, 'baseline'>, { metadata }: UntypedObject): boolean =>
  baseline.uidOf('pod', metadata.name) !== metadata.uid;

/** Another volume than when the operation began. */
export const isNewClaim = ({ baseline }: Pick<EngineSituation, 'baseline'>, { metadata }: UntypedObject): boolean =>
  baseline.uidOf('claim', metadata.name) !== metadata.uid;

/** What keeps the pod of a member from coming up, as a sentence. */
export function troubleWith(situation: WithView, member: string): string | undefined {
  const pod = podOf(situation, member);
  const trouble = pod && describeTroubleOf(pod);
  return trouble && `Pod ${trouble}.`;
}

/** Who does not exist cannot be acted upon. `allowed`: who may be named. */
export function mustBeMember(
  { view }: WithView,
  member: string,
  path: FieldPath,
  allowed: readonly string[] = view.members.map(({ name }) => name),
): FieldError[] {
  if (view.members.some(({ name }) => name === member)) return [];
  const extras = { badValue: member, ...(allowed.length > 0 && { allowed }) };
  return [notSupported(path, 'is no member of the database', extras)];
}
