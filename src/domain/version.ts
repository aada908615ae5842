/** What a requested version means. A line (`17`) stands for every version that starts with it; an exact one for itself. */
import type { DatabaseEngine, EngineVersion, VersionStatus } from '../resources/database-engine/index.js';

export interface VersionRequest {
  /** `spec.version`: a line, an exact version, or nothing. */
  readonly requested?: string;
  readonly engine: DatabaseEngine;
  /** The exact version that the upstream has been given; absent at creation. */
  readonly running?: string;
}

export interface ResolvedVersion {
  readonly version: string;
  /** Absent when the catalogue no longer lists what runs: the image in use stays. */
  readonly image?: string;
}

/** Negative, zero or positive as `a` is older than, the same as or newer than `b`; numbers compare as numbers. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split('.'), b.split('.')];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = compareSegments(left[i] ?? '0', right[i] ?? '0');
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareSegments(a: string, b: string): number {
  const difference = Number.parseInt(a, 10) - Number.parseInt(b, 10);
  if (!Number.isNaN(difference) && difference !== 0) return difference;
  return a === b ? 0 : a.localeCompare(b, 'en', { numeric: true });
}

/** True when `version` is `line` itself or one of its releases: `17.6` is in `17`, `170` is not. */
export function isInLine(version: string, line: string): boolean {
  return version === line || version.startsWith(`${line}.`);
}

/**
 * The exact version to run; undefined when the catalogue offers nothing of that name.
 * A running version stays while it is in the requested line: the catalogue moving on upgrades nobody.
 */
export function resolveVersion({ requested, engine, running }: VersionRequest): ResolvedVersion | undefined {
  const wanted = requested ?? running ?? engine.spec.defaultVersion;
  const exact = findVersion(engine, wanted);
  if (exact) return exact;
  if (running !== undefined && isInLine(running, wanted)) return findVersion(engine, running) ?? { version: running };
  return defaultOfLine(engine, wanted);
}

/** The versions that a cluster of version `running` may be moved to, oldest first. */
export function availableUpgrades(engine: DatabaseEngine, running: string): string[] {
  const listed = engine.spec.versions.map(({ version }) => version);
  const declared = findVersion(engine, running)?.upgradesTo;
  // A version that the catalogue dropped declares no path any more; leaving it must still be possible.
  const reachable = findVersion(engine, running)
    ? listed.filter((version) => declared?.includes(version))
    : listed.filter((version) => compareVersions(version, running) > 0);
  return reachable.sort(compareVersions);
}

export function findVersion(engine: DatabaseEngine, version: string): EngineVersion | undefined {
  return engine.spec.versions.find((entry) => entry.version === version);
}

const PREFERENCE: readonly VersionStatus[] = ['Recommended', 'Available', 'Deprecated'];

function defaultOfLine(engine: DatabaseEngine, line: string): EngineVersion | undefined {
  const candidates = engine.spec.versions.filter(({ version }) => isInLine(version, line));
  const preferred = candidates.find(({ version }) => version === engine.spec.defaultVersion);
  return preferred ?? [...candidates].sort(byPreference)[0];
}

function byPreference(a: EngineVersion, b: EngineVersion): number {
  const byStatus = PREFERENCE.indexOf(a.status) - PREFERENCE.indexOf(b.status);
  return byStatus !== 0 ? byStatus : compareVersions(b.version, a.version);
}
