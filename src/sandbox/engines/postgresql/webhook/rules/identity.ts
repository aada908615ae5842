import type { Cluster } from '../../cluster.js';
import { majorVersionOf, parseImage } from '../../image.js';
import { ANNOTATION } from '../../well-known.js';
import { invalid, when, type AdmissionRule } from '../problem.js';

const MAX_NAME_LENGTH = 50;
const MIN_MAJOR = 13;
const MIN_UPGRADE_TARGET = 16;

const name: AdmissionRule<Cluster> = ({ metadata }) => [
  ...when(
    !/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(metadata.name),
    invalid(['metadata', 'name'], metadata.name, 'the name must be a valid DNS label that begins with a letter'),
  ),
  ...when(
    metadata.name.length > MAX_NAME_LENGTH,
    invalid(['metadata', 'name'], metadata.name, 'the maximum length of a cluster name is 50 characters'),
  ),
];

const image: AdmissionRule<Cluster> = ({ spec: { imageName } }) => {
  if (!imageName) return [];
  const path = ['spec', 'imageName'];
  const { tag, digest } = parseImage(imageName);
  if (tag === undefined) {
    const detail = digest ? 'a digest alone says nothing of the version' : 'the image needs a tag';
    return [invalid(path, imageName, detail)];
  }
  if (tag === 'latest') return [invalid(path, imageName, "Can't use 'latest' as image tag as it would be unknown")];
  const major = majorVersionOf(imageName);
  if (major === undefined) return [invalid(path, imageName, 'invalid version tag')];
  return when(
    major < MIN_MAJOR,
    invalid(path, imageName, 'Unsupported PostgreSQL version. Versions 13 or newer are supported'),
  );
};

const upgrade: AdmissionRule<Cluster> = ({ spec, status }, old) => {
  if (!spec.imageName || !old?.spec.imageName) return [];
  const [from, to] = [majorVersionOf(old.spec.imageName), majorVersionOf(spec.imageName)];
  if (from === undefined || to === undefined || from === to) return [];
  // Going back is the way out of an upgrade that has not moved the data yet.
  const isRollback = to === status?.pgDataImageInfo?.majorVersion;
  if (to < from) {
    const detail = `can't downgrade from major ${from} to ${to}`;
    return when(!isRollback, invalid(['spec', 'imageName'], spec.imageName, detail));
  }
  const detail = `a major upgrade needs a target of ${MIN_UPGRADE_TARGET} or newer, not ${to}`;
  return when(to < MIN_UPGRADE_TARGET, invalid(['spec', 'imageName'], spec.imageName, detail));
};

const imageAndConfigurationApart: AdmissionRule<Cluster> = ({ spec }, old) => {
  if (!old || spec.primaryUpdateMethod !== 'switchover' || spec.imageName === old.spec.imageName) return [];
  const [before, after] = [old.spec.postgresql?.parameters ?? {}, spec.postgresql?.parameters ?? {}];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changed = [...names].some((parameter) => before[parameter] !== after[parameter]);
  const detail = "Can't change image name and configuration at the same time when primaryUpdateMethod is switchover";
  return when(changed, invalid(['spec', 'imageName'], spec.imageName, detail));
};

const hibernation: AdmissionRule<Cluster> = ({ metadata }) => {
  const value = metadata.annotations?.[ANNOTATION.hibernation];
  const path = ['metadata', 'annotations', ANNOTATION.hibernation];
  return when(
    value !== undefined && value !== 'on' && value !== 'off',
    invalid(path, value, 'Allowed values are "on" and "off"'),
  );
};

const immutable: AdmissionRule<Cluster> = ({ spec }, old) =>
  (['postgresUID', 'postgresGID', 'serviceAccountName'] as const).flatMap((field) =>
    when(
      old && old.spec[field] !== undefined && old.spec[field] !== spec[field],
      invalid(['spec', field], spec[field], `${field} is immutable`),
    ),
  );

const slotPrefix: AdmissionRule<Cluster> = ({ spec }, old) => {
  const [before, after] = [old?.spec.replicationSlots?.highAvailability, spec.replicationSlots?.highAvailability];
  if (!before?.enabled || !after?.enabled || before.slotPrefix === after.slotPrefix) return [];
  const path = ['spec', 'replicationSlots', 'highAvailability', 'slotPrefix'];
  return [invalid(path, after.slotPrefix, 'the prefix cannot change while replication slots are enabled')];
};

export const identityRules: readonly AdmissionRule<Cluster>[] = [
  name,
  image,
  upgrade,
  imageAndConfigurationApart,
  hibernation,
  immutable,
  slotPrefix,
];
