import { compareVersions } from '../../domain/version.js';
import type { DatabaseEngine } from '../../resources/database-engine/index.js';
import { versionOfImage } from './release.js';

/**
 * `crVersion`: as which of its releases the operator treats a database. Another level replaces every pod, so it belongs to
 * the database and not to our release: what is born has the newest, and only a newer version of the database raises it,
 * since that replaces the pods anyway.
 */
export interface LevelRequest {
  /** Those that we render for, the oldest first. */
  readonly levels: readonly string[];
  /** Its operator knows no level beyond its own release. */
  readonly engine: DatabaseEngine;
  /** To be rendered. */
  readonly version: string;
  readonly live?: { readonly level: string; readonly image?: string };
}

export function levelFor({ levels, engine, version, live }: LevelRequest): string {
  const known = knownTo(engine, levels);
  if (!live) return known.at(-1)!;
  const before = versionOfImage(live.image, engine);
  if (before === undefined || compareVersions(version, before) <= 0) return live.level;
  // One after the other: operators test each step from the one before it.
  return known.find((level) => compareVersions(level, live.level) > 0) ?? live.level;
}

/** All of them where nobody tells its release: its Deployment may be out of sight, or built by hand. */
function knownTo({ status }: DatabaseEngine, levels: readonly string[]): readonly string[] {
  const release = status?.operator?.version;
  if (release === undefined || !/^\d+\.\d+/.test(release)) return levels;
  const known = levels.filter((level) => compareVersions(level, release) <= 0);
  return known.length > 0 ? known : levels.slice(0, 1);
}

/** What wants attention about the level of a database, as sentences; undefined when it is one that we render for. */
export function sayLevel(level: string, levels: readonly string[]): string | undefined {
  if (levels.includes(level)) return undefined;
  const range = `${levels.join(', ')} ${levels.length === 1 ? 'is' : 'are'} rendered for`;
  return compareVersions(level, levels[0]!) < 0
    ? `The operator treats the database as its release ${level} did (crVersion), and ${range}: the next Upgrade to a newer version raises it.`
    : `The operator is asked to treat the database as its release ${level} does (crVersion), and ${range}: what came with it is not known here.`;
}
