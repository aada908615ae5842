import { isDeepStrictEqual } from 'node:util';

import type { UntypedObject } from '../../../../kube/meta/index.js';
import type { FieldError } from '../../../../kube/schema/index.js';
import type { JsonObject } from '../../fields/json-value.js';
import type { KindStrategy } from '../kind-strategy.js';
import { qualifiedNameProblem } from '../validate-metadata.js';
import { immutable, invalidValue, notSupported, required } from './field-errors.js';
import { isEmpty, objectAt, textOf } from './object-fields.js';

const RECLAIM_POLICIES = ['Delete', 'Retain'];
const BINDING_MODES = ['Immediate', 'WaitForFirstConsumer'];
/** Volumes exist that were made by what a class says. */
const SETTLED = ['parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode'];

export const storageClassStrategy: KindStrategy = {
  prepareCreate: withDefaults,
  prepareUpdate: withDefaults,
  validate: (object, live) => {
    const fields = objectAt({ object }, 'object');
    return [
      ...provisionerErrors(fields['provisioner']),
      ...choiceErrors(fields, 'reclaimPolicy', RECLAIM_POLICIES),
      ...choiceErrors(fields, 'volumeBindingMode', BINDING_MODES),
      ...(live ? changeErrors(fields, objectAt({ live }, 'live')) : []),
    ];
  },
};

function withDefaults(object: UntypedObject): UntypedObject {
  return { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate', ...object };
}

function provisionerErrors(provisioner: unknown): FieldError[] {
  const path = ['provisioner'];
  if (!provisioner) return [required(path)];
  const problem = qualifiedNameProblem(textOf(provisioner).toLowerCase());
  return problem ? [invalidValue(path, problem, provisioner)] : [];
}

function choiceErrors(fields: JsonObject, field: string, allowed: readonly string[]): FieldError[] {
  return allowed.includes(String(fields[field])) ? [] : [notSupported([field], fields[field], allowed)];
}

function changeErrors(fields: JsonObject, live: JsonObject): FieldError[] {
  const isSame = (field: string): boolean =>
    isDeepStrictEqual(fields[field], live[field]) || (isEmpty(fields[field]) && isEmpty(live[field]));
  return SETTLED.filter((field) => !isSame(field)).map((field) => immutable([field]));
}
