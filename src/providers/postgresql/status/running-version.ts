import { versionOfImage } from '../image-version.js';
import { primaryOf } from '../../contract/status/index.js';
import type { ClusterView } from './view.js';

/** The primary is replaced last, so a rollout that is under way still shows the version that serves. */
export function runningVersion(view: ClusterView): string | undefined {
  const { pgDataImageInfo, image } = view.upstream?.status ?? {};
  return primaryOf(view)?.version ?? versionOfImage(pgDataImageInfo?.image) ?? versionOfImage(image);
}
