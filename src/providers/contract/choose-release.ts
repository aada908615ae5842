import { isInLine, resolveVersion, type ResolvedVersion, type VersionRequest } from '../../domain/version.js';

/**
 * The version to render. Of a line, the release that runs stays, so taking back an upgrade that went wrong returns to it,
 * and not to the line's newest. `known`: what the upstream reports or was given, the surest first.
 */
export function chooseRelease(
  { requested, engine }: Omit<VersionRequest, 'running'>,
  known: readonly (string | undefined)[],
): ResolvedVersion {
  const versions = known.filter((version) => version !== undefined);
  const running = versions.find((version) => requested === undefined || isInLine(version, requested)) ?? versions[0];
  const resolved = resolveVersion({ requested, engine, running });
  // Validation refuses such a spec before anything is rendered: getting here is a fault of the caller.
  if (!resolved) throw new Error(`no version "${requested}" in the catalogue`);
  return resolved;
}
