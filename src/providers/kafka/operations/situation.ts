import type { UntypedObject } from '../../../kube/meta/index.js';
import type { OperationSubject } from '../../contract/index.js';
import { describeTroubleOf } from '../../contract/objects/index.js';
import { Baseline } from '../../contract/operations/index.js';
import { claimName } from '../names.js';
import { derivePhase } from '../status/phase.js';
import { isSeen } from '../status/change-under-way.js';
import { isRefusal } from '../status/reasons.js';
import { conditionOf, viewOf, type ClusterView } from '../status/view.js';
import type { Kafka } from '../upstream.js';
import { BROKER, CONTROLLER, recordBaseline } from './baseline.js';

/** One operation, the cluster that it is for as it is seen now, and what stood before. */
export interface Situation extends OperationSubject {
  readonly view: ClusterView & { readonly upstream: Kafka };
  readonly upstream: Kafka;
  readonly baseline: Baseline;
}

/** Undefined while the operator's Kafka is not there. */
export function situationOf(subject: OperationSubject): Situation | undefined {
  const view = viewOf(subject.cluster, subject.observed);
  const { upstream } = view;
  if (!upstream) return undefined;
  const baseline = new Baseline(subject.request.status?.baseline ?? recordBaseline(subject));
  return { ...subject, view: { ...view, upstream }, upstream, baseline };
}

const rolesBefore =
  (role: string) =>
  ({ baseline }: Situation): string[] =>
    baseline.members.filter((name) => baseline.get(`member/${name}`) === role);

export const brokersBefore = rolesBefore(BROKER);
export const controllersBefore = rolesBefore(CONTROLLER);

export const podOf = ({ view }: Situation, member: string): UntypedObject | undefined =>
  view.pods.find(({ metadata }) => metadata.name === member);

export const claimOf = ({ view }: Situation, member: string): UntypedObject | undefined =>
  view.volumes.find(({ metadata }) => metadata.name === claimName(member));

export const isReady = ({ view }: Situation, member: string): boolean =>
  view.members.some(({ name, ready }) => name === member && ready);

/** Another pod than when the operation began. */
export const isNewPod = ({ baseline }: Situation, pod: UntypedObject): boolean =>
  baseline.uidOf('pod', pod.metadata.name) !== pod.metadata.uid;

export const isNewClaim = ({ baseline }: Situation, claim: UntypedObject): boolean =>
  baseline.uidOf('claim', claim.metadata.name) !== claim.metadata.uid;

/** Why the database is not whole, as a sentence; undefined when everybody is as asked for, ready, and content. */
export function whyNotWhole({ view }: Situation): string | undefined {
  const { phase, message } = derivePhase(view);
  return phase === 'Running' ? undefined : message;
}

/** What the operator's last round failed of, as a sentence. */
export const complaintOf = (situation: Situation): string | undefined =>
  conditionOf(situation.view, 'NotReady') === undefined ? undefined : whyNotWhole(situation);

/** What keeps the pod of a member from coming up, as a sentence. */
export function troubleWith(situation: Situation, member: string): string | undefined {
  const pod = podOf(situation, member);
  const trouble = pod && describeTroubleOf(pod);
  return trouble && `Pod ${trouble}.`;
}

/** Of a definition that the operator has read and refuses, no further round will make more. */
export function failureOf({ view, upstream }: Situation): string | undefined {
  const { reason, message } = conditionOf(view, 'NotReady') ?? {};
  if (!isRefusal(reason) || !isSeen(upstream)) return undefined;
  return `The operator refuses the definition: ${message ?? reason}`;
}
