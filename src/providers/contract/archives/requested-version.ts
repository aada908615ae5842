import { isInLine } from '../../../domain/version.js';
import type { ApplyInput } from '../applier.js';
import { releaseIn } from './life-folder.js';

/** Left open, it is that of the data to begin with: no other release can read it. `isBorn`: what runs decides from then on. */
export function requestedVersion({ cluster, engine, incarnation }: ApplyInput, isBorn: boolean): string | undefined {
  const { version } = cluster.spec;
  const { source } = incarnation;
  if (version !== undefined || isBorn || !source) return version;
  const release = releaseIn(source.archive);
  const isOffered = engine.spec.versions.some((entry) => release !== undefined && isInLine(entry.version, release));
  return isOffered ? release : undefined;
}
