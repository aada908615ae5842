import { findVersion } from '../../../domain/version.js';
import { invalid, notSupported } from '../../../domain/validation/field-errors.js';
import { majorOf, versionOfImage } from '../image-version.js';
import type { EngineRule } from '../../contract/validation/index.js';

const VERSION = ['spec', 'version'] as const;
const OLDEST_MAJOR = 13;
const OLDEST_UPGRADE_TARGET = 16;

/** The operator reads the version from the image's tag: a tag that says otherwise would be obeyed. */
export const checkImageTag: EngineRule = ({ wanted, context }) => {
  const entry = wanted === undefined ? undefined : findVersion(context.engine, wanted);
  if (!entry || versionOfImage(entry.image) === entry.version) return [];
  const detail = `the catalogue's image for it must have a tag that begins with "${entry.version}", and is "${entry.image}"`;
  return [invalid(VERSION, detail, { badValue: wanted })];
};

export const checkMajor: EngineRule = ({ wanted, running }) => {
  if (wanted === undefined) return [];
  const major = majorOf(wanted);
  const extras = { badValue: wanted };
  if (major < OLDEST_MAJOR) return [notSupported(VERSION, `the operator runs ${OLDEST_MAJOR} and later`, extras)];
  const isMajorUpgrade = running !== undefined && majorOf(running) < major;
  if (!isMajorUpgrade || major >= OLDEST_UPGRADE_TARGET) return [];
  const detail = `the operator upgrades in place to ${OLDEST_UPGRADE_TARGET} and later only`;
  return [notSupported(VERSION, detail, extras)];
};
