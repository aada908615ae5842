import type { FieldError } from '../../kube/schema/index.js';
import type { DatabaseEngine } from '../../resources/database-engine/index.js';
import { availableUpgrades, compareVersions, resolveVersion } from '../version.js';
import { runningVersion, type ClusterRule } from './cluster-rule.js';
import { invalid, notSupported } from './field-errors.js';

const VERSION = ['spec', 'version'] as const;

/** The requested version is in the catalogue, is no downgrade, and can be reached from what runs. */
export const checkVersion: ClusterRule = (cluster, context) => {
  const requested = cluster.spec.version;
  const running = runningVersion(cluster, context);
  const resolved = resolveVersion({ requested, engine: context.engine, running });
  if (!resolved) return [unknownVersion(requested, context.engine)];
  return running === undefined ? [] : checkMove(running, resolved.version, context.engine);
};

function unknownVersion(requested: string | undefined, engine: DatabaseEngine): FieldError {
  const detail = `the catalogue of ${engine.metadata.name} has no such version`;
  return notSupported(VERSION, detail, { badValue: requested, allowed: knownVersions(engine) });
}

function checkMove(running: string, wanted: string, engine: DatabaseEngine): FieldError[] {
  const direction = compareVersions(wanted, running);
  if (direction === 0) return [];
  const allowed = [running, ...availableUpgrades(engine, running)];
  if (direction < 0) {
    return [invalid(VERSION, `${running} runs, and a database cannot be downgraded`, { badValue: wanted, allowed })];
  }
  if (allowed.includes(wanted)) return [];
  return [notSupported(VERSION, `there is no upgrade path from ${running} to it`, { badValue: wanted, allowed })];
}

function knownVersions(engine: DatabaseEngine): string[] {
  return engine.spec.versions.map(({ version }) => version).sort(compareVersions);
}
