import { isDeepStrictEqual } from 'node:util';

import { STORAGE_CLASS, compareQuantities, isQuantity } from '../../../../kube/meta/index.js';
import type { UntypedObject } from '../../../../kube/meta/index.js';
import type { FieldError } from '../../../../kube/schema/index.js';
import { isJsonObject } from '../../fields/json-value.js';
import { storageKeyOf } from '../../registry/served-resource.js';
import type { ObjectReader } from '../../storage/object-reader.js';
import type { KindStrategy } from '../kind-strategy.js';
import { forbidden, invalidValue, notSupported, required } from './field-errors.js';
import { objectAt } from './object-fields.js';

const DEFAULT_CLASS_ANNOTATION = 'storageclass.kubernetes.io/is-default-class';
const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
const REQUEST_PATH = ['spec', 'resources', 'requests', 'storage'];

/** A claim can grow where its storage class allows that; nothing else of its spec changes, and it never shrinks. */
export const claimStrategy: KindStrategy = {
  prepareCreate: (object, { reader }) => ({
    ...object,
    spec: { volumeMode: 'Filesystem', ...defaultClass(reader), ...object.spec },
    status: { phase: 'Pending' },
  }),
  prepareUpdate: (next, live) => ({ ...next, spec: { ...unchangeable(live), ...next.spec } }),
  validate: (object, live) => [
    ...accessModeErrors(object),
    ...requestErrors(object),
    ...(live ? changeErrors(object, live) : []),
  ],
  refuseUpdate: (next, live, { reader }) =>
    growthOf(next, live) > 0 && !allowsExpansion(reader, live) ? CANNOT_GROW : undefined,
};

const CANNOT_GROW =
  'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize';

function defaultClass(reader: ObjectReader): { storageClassName?: string } {
  for (const { metadata } of reader.list(storageKeyOf(STORAGE_CLASS))) {
    if (metadata.annotations?.[DEFAULT_CLASS_ANNOTATION] === 'true') return { storageClassName: metadata.name };
  }
  return {};
}

/** What the server filled in, for clients that apply a claim without it. */
function unchangeable({ spec = {} }: UntypedObject): Record<string, unknown> {
  const { volumeMode, storageClassName, volumeName } = spec;
  const filledIn = { volumeMode, storageClassName, volumeName };
  return Object.fromEntries(Object.entries(filledIn).filter(([, value]) => value !== undefined));
}

function storageRequest({ spec }: UntypedObject): string | undefined {
  const resources = isJsonObject(spec?.['resources']) ? spec['resources'] : {};
  const requests = isJsonObject(resources['requests']) ? resources['requests'] : {};
  const storage = requests['storage'];
  return typeof storage === 'string' || typeof storage === 'number' ? String(storage) : undefined;
}

function accessModeErrors({ spec }: UntypedObject): FieldError[] {
  const path = ['spec', 'accessModes'];
  const modes = Array.isArray(spec?.['accessModes']) ? spec['accessModes'] : [];
  if (modes.length === 0) return [required(path, 'at least 1 access mode is required')];
  return modes
    .filter((mode) => !ACCESS_MODES.includes(String(mode)))
    .map((mode) => notSupported(path, mode, ACCESS_MODES));
}

function requestErrors(object: UntypedObject): FieldError[] {
  const storage = storageRequest(object);
  if (storage === undefined) return [required(REQUEST_PATH)];
  if (isQuantity(storage) && compareQuantities(storage, '0') > 0) return [];
  return [invalidValue(REQUEST_PATH, 'must be a quantity above zero', storage)];
}

function changeErrors(object: UntypedObject, live: UntypedObject): FieldError[] {
  const errors: FieldError[] = [];
  if (growthOf(object, live) < 0) errors.push(forbidden(REQUEST_PATH, 'field can not be less than previous value'));
  if (!isDeepStrictEqual(fixedSpec(object), fixedSpec(live))) {
    errors.push(forbidden(['spec'], 'spec is immutable after creation except resources.requests'));
  }
  return errors;
}

/** Above zero when more is asked for than before; zero for what is no amount. */
function growthOf(object: UntypedObject, live: UntypedObject): number {
  const [before, after] = [storageRequest(live), storageRequest(object)];
  return before === undefined || after === undefined || !isQuantity(after) ? 0 : compareQuantities(after, before);
}

function allowsExpansion(reader: ObjectReader, { spec }: UntypedObject): boolean {
  const className = spec?.['storageClassName'];
  if (typeof className !== 'string') return false;
  return reader.get(storageKeyOf(STORAGE_CLASS), undefined, className)?.['allowVolumeExpansion'] === true;
}

/** All but the storage asked for; `volumeName` is set once, when the claim is bound. */
function fixedSpec({ spec = {} }: UntypedObject): Record<string, unknown> {
  const { resources, volumeName: _volumeName, ...fixed } = spec;
  const { storage: _storage, ...otherRequests } = objectAt(resources, 'requests');
  return { ...fixed, otherRequests, limits: objectAt(resources, 'limits') };
}
