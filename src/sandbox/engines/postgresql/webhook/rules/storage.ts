import { compareQuantities, isQuantity } from '../../../../../kube/meta/index.js';
import type { FieldError, FieldPath } from '../../../../../kube/schema/index.js';
import type { Cluster, ClusterSpec, StorageConfiguration, Tablespace } from '../../cluster.js';
import { duplicate, invalid, repeated, when, type AdmissionRule } from '../problem.js';

const MAX_IDENTIFIER_LENGTH = 63;

/** What a volume was asked to hold, wherever the spec says it. */
export const requestedSize = (storage: StorageConfiguration): string | undefined => {
  const size = storage.size || storage.pvcTemplate?.resources?.requests?.['storage'];
  return size === undefined ? undefined : String(size);
};

interface Volume {
  readonly path: FieldPath;
  readonly storage: StorageConfiguration;
  readonly old: StorageConfiguration | undefined;
}

/** Every kind of volume an instance has, beside what it was before. */
function volumesOf(spec: ClusterSpec, old: ClusterSpec | undefined): Volume[] {
  const tablespaces = spec.tablespaces ?? [];
  const before = new Map((old?.tablespaces ?? []).map((tablespace) => [tablespace.name, tablespace.storage]));
  return [
    { path: ['spec', 'storage'], storage: spec.storage ?? {}, old: old?.storage },
    ...(spec.walStorage ? [{ path: ['spec', 'walStorage'], storage: spec.walStorage, old: old?.walStorage }] : []),
    ...tablespaces.map(({ name, storage }, index) => ({
      path: ['spec', 'tablespaces', index, 'storage'],
      storage,
      old: before.get(name),
    })),
  ];
}

function checkSize({ path, storage, old }: Volume): FieldError[] {
  const size = requestedSize(storage);
  if (size === undefined)
    return [
      invalid([...path, 'size'], '', 'Size not configured. Please add it, or a storage request in the pvcTemplate.'),
    ];
  if (!isQuantity(size)) return [invalid([...path, 'size'], size, "Size value isn't valid")];
  const before = old && requestedSize(old);
  const shrinks = before !== undefined && isQuantity(before) && compareQuantities(size, before) < 0;
  return when(shrinks, invalid([...path, 'size'], size, `can't shrink existing storage from ${before} to ${size}`));
}

const sizes: AdmissionRule<Cluster> = ({ spec }, old) => volumesOf(spec, old?.spec).flatMap(checkSize);

const walStorageStays: AdmissionRule<Cluster> = ({ spec }, old) =>
  when(
    old?.spec.walStorage && !spec.walStorage,
    invalid(['spec', 'walStorage'], null, 'walStorage cannot be disabled once configured'),
  );

const tablespacesStay: AdmissionRule<Cluster> = ({ spec }, old) => {
  const names = new Set((spec.tablespaces ?? []).map(({ name }) => name));
  const removed = (old?.spec.tablespaces ?? []).filter(({ name }) => !names.has(name));
  return removed.map(({ name }) => invalid(['spec', 'tablespaces'], name, 'no tablespace may be removed'));
};

const tablespaceNames: AdmissionRule<Cluster> = ({ spec: { tablespaces = [] } }) => [
  ...repeated(tablespaces, ({ name }) => name.toLowerCase()).map(({ entry, index }) =>
    duplicate(['spec', 'tablespaces', index, 'name'], entry.name, 'duplicate tablespace name'),
  ),
  ...tablespaces.flatMap(checkTablespaceName),
];

function checkTablespaceName({ name }: Tablespace, index: number): FieldError[] {
  const path = ['spec', 'tablespaces', index, 'name'];
  return [
    ...when(name.length > MAX_IDENTIFIER_LENGTH, invalid(path, name, 'the maximum length of an identifier is 63')),
    ...when(name.startsWith('pg_'), invalid(path, name, 'tablespace names beginning with pg_ are reserved')),
    ...when(!/^[A-Za-z_][A-Za-z0-9_$-]*$/.test(name), invalid(path, name, 'not a valid PostgreSQL identifier')),
  ];
}

export const storageRules: readonly AdmissionRule<Cluster>[] = [
  sizes,
  walStorageStays,
  tablespacesStay,
  tablespaceNames,
];
