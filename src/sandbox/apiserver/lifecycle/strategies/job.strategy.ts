import { isDeepStrictEqual } from 'node:util';

import type { ObjectMeta, UntypedObject } from '../../../../kube/meta/index.js';
import type { FieldError, FieldPath } from '../../../../kube/schema/index.js';
import type { JsonObject } from '../../fields/json-value.js';
import type { KindStrategy } from '../kind-strategy.js';
import { scheduleProblem } from './cron-schedule.js';
import { immutable, invalidValue, required } from './field-errors.js';
import { templateMatchErrors } from './label-rules.js';
import { isEmpty, objectAt, textOf } from './object-fields.js';
import { podTemplateErrors } from './pod-spec.rules.js';

const SETTLED = ['selector', 'template', 'completionMode', 'manualSelector'];
const COUNTS = ['parallelism', 'completions', 'backoffLimit', 'activeDeadlineSeconds', 'ttlSecondsAfterFinished'];

/** The selector of a job is made by the server, from a uid that no other job has. */
export const jobStrategy: KindStrategy = {
  nameRule: 'subdomain',
  prepareCreate: (object) => withDefaults(object.spec?.['manualSelector'] === true ? object : withSelector(object)),
  prepareUpdate: withDefaults,
  validate: (object, live) => [
    ...countErrors(object),
    ...templateMatchErrors(objectAt(object, 'spec')),
    ...jobTemplateErrors(objectAt(object, 'spec', 'template'), ['spec', 'template']),
    ...(live ? changeErrors(object, live) : []),
  ],
};

export const cronJobStrategy: KindStrategy = {
  validate: (object) => [
    ...scheduleErrors(object.spec?.['schedule']),
    ...jobTemplateErrors(objectAt(object, 'spec', 'jobTemplate', 'spec', 'template'), [
      'spec',
      'jobTemplate',
      'spec',
      'template',
    ]),
  ],
};

function scheduleErrors(schedule: unknown): FieldError[] {
  const path = ['spec', 'schedule'];
  if (isEmpty(schedule)) return [required(path)];
  const problem = scheduleProblem(textOf(schedule));
  return problem ? [invalidValue(path, problem, schedule)] : [];
}

function withDefaults(object: UntypedObject): UntypedObject {
  const counts = object.spec?.['completions'] === undefined ? { parallelism: 1, completions: 1 } : { parallelism: 1 };
  const defaults = { ...counts, backoffLimit: 6, completionMode: 'NonIndexed', suspend: false };
  return { ...object, spec: { ...defaults, ...object.spec } };
}

function withSelector(object: UntypedObject): UntypedObject {
  if (!isEmpty(object.spec?.['selector'])) return object;
  const { uid = '', name = '' } = object.metadata as Partial<ObjectMeta>;
  const template = objectAt(object, 'spec', 'template');
  const metadata = objectAt(template, 'metadata');
  const own = {
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    'job-name': name,
  };
  const labels = { ...objectAt(metadata, 'labels'), ...own };
  const selector = { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } };
  return {
    ...object,
    spec: { ...object.spec, selector, template: { ...template, metadata: { ...metadata, labels } } },
  };
}

function jobTemplateErrors(template: JsonObject, path: FieldPath): FieldError[] {
  // A job is over when its pods are: that they are started again for ever must not be left to a default.
  const { restartPolicy = 'Always' } = objectAt(template, 'spec');
  const isForEver = isEmpty(restartPolicy) || restartPolicy === 'Always';
  return [
    ...podTemplateErrors(template, path, {}),
    ...(isForEver ? [required([...path, 'spec', 'restartPolicy'], 'valid values: "OnFailure", "Never"')] : []),
  ];
}

function countErrors(object: UntypedObject): FieldError[] {
  const spec = objectAt(object, 'spec');
  return COUNTS.filter((field) => Number(spec[field] ?? 0) < 0).map((field) =>
    invalidValue(['spec', field], 'must be greater than or equal to 0', spec[field]),
  );
}

function changeErrors(object: UntypedObject, live: UntypedObject): FieldError[] {
  return SETTLED.filter((field) => !isDeepStrictEqual(object.spec?.[field], live.spec?.[field])).map((field) =>
    immutable(['spec', field]),
  );
}
