import { compareVersions, resolveVersion } from '../../../domain/version.js';
import type { UntypedObject } from '../../../kube/meta/index.js';
import { targetVersionOf } from '../../contract/operations/index.js';
import { majorOf, versionOfImage } from '../image-version.js';
import { databaseImageOf } from '../status/pods.js';
import type { Situation } from './situation.js';

/** What an upgrade leads to. */
export interface TargetVersion {
  readonly version: string;
  /** Absent when the catalogue has dropped it meanwhile. */
  readonly image?: string;
}

export function targetOf(situation: Situation): TargetVersion {
  const version = targetVersionOf(situation);
  return resolveVersion({ requested: version, engine: situation.engine }) ?? { version };
}

export const runsTarget = ({ version, image }: TargetVersion, pod: UntypedObject): boolean =>
  image === undefined ? versionOfImage(databaseImageOf(pod)) === version : databaseImageOf(pod) === image;

const MAJOR = 'majorVersion';

/** Of the data: the image may be ahead of it. */
export const recordMajor = ({ upstream }: Situation): Record<string, string> => {
  const { pgDataImageInfo } = upstream.status ?? {};
  const major = pgDataImageInfo?.majorVersion ?? majorOf(versionOfImage(upstream.spec.imageName) ?? '');
  return { [MAJOR]: String(major) };
};

export const majorBefore = ({ baseline }: Situation): number => Number(baseline.get(MAJOR));

export const isMajor = (situation: Situation): boolean =>
  compareVersions(String(majorOf(targetOf(situation).version)), String(majorBefore(situation))) > 0;
