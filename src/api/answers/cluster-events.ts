import {
  BooleanField,
  IntField,
  ListField,
  ObjectField,
  Shape,
  StringField,
  TimeField,
} from '../../resources/declare/index.js';

const WORD = { maxLength: 253 } as const;

@Shape({ description: 'What an event is about.' })
export class EventObject {
  @StringField({ description: 'API group of its kind; empty for the core of Kubernetes.', ...WORD, example: 'apps' })
  group!: string;

  @StringField({ description: 'Its kind.', ...WORD, example: 'StatefulSet' })
  kind!: string;

  @StringField({ description: 'Its name.', ...WORD, example: 'orders' })
  name!: string;
}

@Shape({ description: 'An event of Kubernetes, as often as it was seen.' })
export class ClusterEvent {
  @TimeField({ description: 'When it was last seen.' })
  time!: string;

  @TimeField({ description: 'When it was first seen.' })
  firstTime!: string;

  @IntField({ description: 'How often.', min: 1, max: 2_147_483_647, example: 7 })
  count!: number;

  @StringField({ description: '`Normal` or `Warning`; Kubernetes may add others.', ...WORD, example: 'Warning' })
  type!: string;

  @StringField({ description: 'Why, in one word.', ...WORD, example: 'FailedCreate' })
  reason!: string;

  @StringField({
    description: 'The same in the words of who reports it.',
    maxLength: 1024,
    example: 'exceeded quota: compute, requested: requests.cpu=1, used: requests.cpu=20, limited: requests.cpu=20',
  })
  message!: string;

  @StringField({ description: 'Who reports it.', ...WORD, example: 'statefulset-controller' })
  source!: string;

  @ObjectField(() => EventObject, { description: 'What it is about.' })
  object!: EventObject;
}

@Shape({ description: 'What Kubernetes tells of a cluster, what it consists of, its operations and backups.' })
export class ClusterEventList {
  @ListField(() => ClusterEvent, { description: 'The newest first.', maxItems: 500 })
  items!: readonly ClusterEvent[];

  @BooleanField({
    description: 'There are more events in the namespace than are read, so some may be missing.',
    example: false,
  })
  truncated!: boolean;
}
