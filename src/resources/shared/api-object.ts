import type { ObjectMeta } from '../../kube/meta/index.js';
import { AbstractShape, IntField, MapField, ObjectField, Shape, StringField, TimeField } from '../declare/index.js';

/** What clients see of an object's metadata; the rest is between Kubernetes and its controllers. */
@Shape({ name: 'ObjectMeta', description: 'Who an object is: its name and what Kubernetes keeps beside it.' })
export class ApiMetadata {
  @StringField({
    description: 'Unique among the objects of this kind and namespace.',
    maxLength: 253,
    example: 'orders',
  })
  name!: string;

  @StringField({
    description: 'Absent for objects of the whole cluster.',
    optional: true,
    maxLength: 63,
    example: 'team-a',
  })
  namespace?: string;

  @StringField({
    description: 'Differs for every object ever made, also of the same name.',
    optional: true,
    maxLength: 64,
  })
  uid?: string;

  @MapField({
    description: 'Labels, for selecting objects.',
    optional: true,
    maxProperties: 128,
    maxKeyLength: 317,
    maxValueLength: 63,
    example: { 'app.kubernetes.io/part-of': 'shop' },
  })
  labels?: Record<string, string>;

  @MapField({
    description: 'Notes for people and tools.',
    optional: true,
    maxProperties: 128,
    maxKeyLength: 317,
    maxValueLength: 262_144,
  })
  annotations?: Record<string, string>;

  @IntField({
    description: 'Counts the changes of `spec`.',
    optional: true,
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    example: 4,
  })
  generation?: number;

  @StringField({ description: 'Changes with every write; compare for equality only.', optional: true, maxLength: 64 })
  resourceVersion?: string;

  @TimeField({ description: 'When the object was made.', optional: true, example: '2026-11-23T09:01:12Z' })
  creationTimestamp?: string;

  @TimeField({ description: 'Set while the object is being deleted.', optional: true })
  deletionTimestamp?: string;
}

/** What every kind has beside `spec` and `status`. Code holds the metadata whole; clients are shown {@link ApiMetadata}. */
@AbstractShape()
export class ApiObject {
  @StringField({ description: 'Group and version of the kind.', maxLength: 253, example: 'dbaas.io/v1alpha1' })
  apiVersion!: string;

  @StringField({ description: 'The kind of this object.', maxLength: 63 })
  kind!: string;

  @ObjectField(() => ApiMetadata, { description: 'Who the object is.' })
  metadata!: ObjectMeta;
}
