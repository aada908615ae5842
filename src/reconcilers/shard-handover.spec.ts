import type { EnqueueOptions } from '../kube/manager/index.js';
import { keyOf, type ObjectKey } from '../kube/meta/index.js';
import { enqueueGained } from './shard-handover.js';

it('looks at what was gained of every kind, in turn and after what users change', () => {
  const enqueued: [string, EnqueueOptions][] = [];
  const controller = {
    enqueue: (key: ObjectKey, options: EnqueueOptions = {}) => enqueued.push([keyOf(key), options]),
  };
  const targets = [
    { controller, keys: () => ['shop/a', 'shop/b', 'shop/c'] },
    { controller, keys: () => ['postgresql'] },
  ];
  enqueueGained(targets, (key) => key !== 'shop/b');
  expect(enqueued).toEqual([
    ['shop/a', { priority: 'low', afterMs: 0 }],
    ['shop/c', { priority: 'low', afterMs: 1 }],
    ['postgresql', { priority: 'low', afterMs: 2 }],
  ]);
});
