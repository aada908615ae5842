import { EnumField, IntField, ObjectField, Shape, StringField } from '../declare/index.js';
import { REQUEST_DOOR } from '../ops-request/enums.js';

@Shape({
  description:
    'Somebody whom the API has authenticated. Nobody else can write here: what was written past the API names nobody.',
})
export class Author {
  @StringField({ description: 'User name.', maxLength: 1024, example: 'ci@team-a' })
  subject!: string;

  @EnumField(REQUEST_DOOR, { description: 'How the request came in.' })
  via!: (typeof REQUEST_DOOR.values)[number];

  @IntField({
    description:
      'The `metadata.generation` that came of it: of a later one, the specification was changed past the API.',
    min: 1,
    max: Number.MAX_SAFE_INTEGER,
  })
  generation!: number;
}

/** Who wrote the intent of an object, by the API. The API writes these, and loops leave them as they are. */
export interface Authored {
  readonly createdBy?: Author;
  readonly changedBy?: Author;
}

export const CreatedByField = (): PropertyDecorator =>
  ObjectField(() => Author, {
    description: 'Who made it by the API; absent when it was made otherwise.',
    optional: true,
  });

export const ChangedByField = (): PropertyDecorator =>
  ObjectField(() => Author, {
    description: 'Who last changed it by the API, labels and annotations included; absent when nobody did.',
    optional: true,
  });
