import type { KubeObject } from '../../../kube/meta/index.js';
import type { ResourceChange } from '../../../services/reading/latest-changes.js';
import { viewOf } from '../view.js';

type Presentable = KubeObject & { spec: unknown; status?: unknown };

/** Every object that is watched, as it changes; never ends by itself. */
export async function* manyObjects<T extends Presentable>(
  changes: AsyncIterable<ResourceChange<T>>,
): AsyncGenerator<T> {
  for await (const { object } of changes) yield viewOf(object);
}

export interface OneObjectOptions<T> {
  /** Applied here, because to a watch leaving the filter and being deleted are the same, and only one is the end. */
  readonly matches?: (object: T) => boolean;
  /** Nothing more will come of it. */
  readonly isOver?: (object: T) => boolean;
}

/** One object until it is deleted, or over. */
export async function* oneObject<T extends Presentable>(
  changes: AsyncIterable<ResourceChange<T>>,
  { matches = () => true, isOver = () => false }: OneObjectOptions<T> = {},
): AsyncGenerator<T> {
  let wasShown = false;
  for await (const { type, object } of changes) {
    const isEnd = type === 'Deleted' || isOver(object);
    const isShown = matches(object);
    if (isEnd || isShown || wasShown) yield viewOf(object);
    if (isEnd) return;
    wasShown = isShown;
  }
}
