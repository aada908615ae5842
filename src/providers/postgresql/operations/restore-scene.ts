import type { Rebirth } from '../../../resources/ops-request/index.js';
import { incarnationOf } from '../../contract/backups/index.js';
import type { OperationSubject } from '../../contract/index.js';
import { viewOf, type ClusterView } from '../status/view.js';
import { OBJECT_STORE } from '../upstream-backups.js';
import type { CnpgCluster } from '../upstream.js';

/** One restore in place, and what is there of the database, old or new: for a while there is neither. */
export interface RestoreScene extends OperationSubject {
  readonly view: ClusterView;
  /** Of the Cluster that stood when it began; absent when there was none. */
  readonly oldUid?: string;
  /** That very Cluster, while it is there. */
  readonly old?: CnpgCluster;
  /** The one that is made for this restore. */
  readonly reborn?: CnpgCluster;
  /** Neither: somebody has put it there. */
  readonly stranger?: CnpgCluster;
}

export const REMOVE_OLD = 'RemoveOld';
const OLD_UID = 'upstream';

export function sceneOf(subject: OperationSubject): RestoreScene {
  const view = viewOf(subject.cluster, subject.observed);
  const { upstream } = view;
  const { startedAt, baseline } = subject.request.status ?? {};
  const oldUid = startedAt === undefined ? upstream?.metadata.uid : baseline?.[OLD_UID];
  return { ...subject, view, oldUid, ...upstreamAs(upstream, oldUid, subject) };
}

function upstreamAs(
  upstream: CnpgCluster | undefined,
  oldUid: string | undefined,
  { request }: OperationSubject,
): Pick<RestoreScene, 'old' | 'reborn' | 'stranger'> {
  if (!upstream) return {};
  if (isBornOf(request.status?.rebirth, upstream)) return { reborn: upstream };
  return upstream.metadata.uid === oldUid ? { old: upstream } : { stranger: upstream };
}

function isBornOf(rebirth: Rebirth | undefined, upstream: CnpgCluster): boolean {
  const born = incarnationOf(upstream);
  if (!rebirth || !born) return false;
  return born.number === rebirth.incarnation && born.source?.archive === rebirth.source.archive;
}

export const recordOld = (subject: OperationSubject): Record<string, string> => {
  const { oldUid } = sceneOf(subject);
  return oldUid === undefined ? {} : { [OLD_UID]: oldUid };
};

/** Written down before it is done: from then on nobody may call it off, whatever the caches still show. */
export const isRemovalRecorded = ({ request }: OperationSubject): boolean =>
  request.status?.steps?.some(({ name, state }) => name === REMOVE_OLD && state !== 'Pending') ?? false;

export const isBackedUp = ({ cluster, observed }: OperationSubject): boolean =>
  cluster.spec.backup !== undefined && observed.serves(OBJECT_STORE);
