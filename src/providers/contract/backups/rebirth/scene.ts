import type { KubeObject } from '../../../../kube/meta/index.js';
import type { Rebirth } from '../../../../resources/ops-request/index.js';
import type { ChildAction } from '../../child-action.js';
import type { Observed } from '../../observed.js';
import type { OperationSubject } from '../../operation.js';
import type { FieldError } from '../../../../kube/schema/index.js';
import type { EngineView, PhaseVerdict } from '../../status/index.js';
import { incarnationOf } from '../restore-progress.js';

type Upstream<V extends EngineView> = NonNullable<V['upstream']>;

/** What an engine says of restores that replace its operator's object by another of the same name. */
export interface RebornEngine<V extends EngineView> {
  /** As people call the operator's object: "Cluster". */
  readonly upstreamKind: string;
  readonly viewOf: (cluster: OperationSubject['cluster'], observed: Observed) => V;
  readonly derivePhase: (view: V) => PhaseVerdict;
  /** Where the database writes to, as the operator has been told. */
  readonly archiveOf: (
    cluster: OperationSubject['cluster'],
    observed: Observed,
  ) => { readonly storage: string; readonly path: string } | undefined;
  /** Whether there will be backups of what is brought back. */
  readonly isBackedUp: (subject: OperationSubject) => boolean;
  /** What is left of the old data, by kind and name: the new one must not begin before it is gone. */
  readonly remainsOf: (subject: OperationSubject) => readonly string[];
  /** What makes the old object go, in the order in which it is done; asked until it is gone. */
  readonly removal: (old: Upstream<V>, subject: OperationSubject) => readonly ChildAction[];
  /** What the operator leaves behind, and nobody else deletes. */
  readonly sweep: (subject: OperationSubject) => readonly ChildAction[];
  /** Why the new one will never have its data, as a sentence. */
  readonly failureOf: (subject: OperationSubject, view: V, reborn: Upstream<V>) => string | undefined;
  readonly validate: (subject: OperationSubject) => readonly FieldError[];
  readonly warnings: (subject: OperationSubject) => readonly string[];
}

/** One restore in place, and what is there of the database, old or new: for a while there is neither. */
export interface RebirthScene<V extends EngineView> extends OperationSubject {
  readonly view: V;
  /** Of the object that stood when it began; absent when there was none. */
  readonly oldUid?: string;
  /** That very object, while it is there. */
  readonly old?: Upstream<V>;
  /** The one that is made for this restore. */
  readonly reborn?: Upstream<V>;
  /** Neither: somebody has put it there. */
  readonly stranger?: Upstream<V>;
}

export const REMOVE_OLD = 'RemoveOld';
const OLD_UID = 'upstream';

export function sceneOf<V extends EngineView>(engine: RebornEngine<V>, subject: OperationSubject): RebirthScene<V> {
  const view = engine.viewOf(subject.cluster, subject.observed);
  const upstream = view.upstream as Upstream<V> | undefined;
  const { startedAt, baseline } = subject.request.status ?? {};
  const oldUid = startedAt === undefined ? upstream?.metadata.uid : baseline?.[OLD_UID];
  return { ...subject, view, oldUid, ...partOf<V>(upstream, oldUid, subject) };
}

function partOf<V extends EngineView>(
  upstream: Upstream<V> | undefined,
  oldUid: string | undefined,
  { request }: OperationSubject,
): Pick<RebirthScene<V>, 'old' | 'reborn' | 'stranger'> {
  if (!upstream) return {};
  if (isBornOf(request.status?.rebirth, upstream)) return { reborn: upstream };
  return upstream.metadata.uid === oldUid ? { old: upstream } : { stranger: upstream };
}

function isBornOf(rebirth: Rebirth | undefined, upstream: KubeObject): boolean {
  const born = incarnationOf(upstream);
  if (!rebirth || !born) return false;
  return born.number === rebirth.incarnation && born.source?.archive === rebirth.source.archive;
}

export const recordOld = ({ oldUid }: { readonly oldUid?: string }): Record<string, string> =>
  oldUid === undefined ? {} : { [OLD_UID]: oldUid };

/** Written down before it is done: from then on nobody may call it off, whatever the caches still show. */
export const isRemovalRecorded = ({ request }: OperationSubject): boolean =>
  request.status?.steps?.some(({ name, state }) => name === REMOVE_OLD && state !== 'Pending') ?? false;
