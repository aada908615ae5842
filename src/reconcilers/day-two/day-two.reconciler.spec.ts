import { aReconcileContext } from '../../../test/builders/reconcile-context.js';
import { aWidget, WIDGET } from '../../../test/builders/widget.js';
import type { Reconciler, Result } from '../../kube/manager/index.js';
import { DayTwoReconciler } from './day-two.reconciler.js';

const KEY = { namespace: 'team-a', name: 'orders' };
const resting = (result?: Result): Reconciler => ({ reconcile: async () => result });

describe('the daily work of a cluster', () => {
  it.each<{ operations: Result; backups: Result; next: Result }>([
    { operations: undefined, backups: undefined, next: undefined },
    { operations: { requeueAfterMs: 5 }, backups: undefined, next: { requeueAfterMs: 5 } },
    { operations: undefined, backups: { requeueAfterMs: 7 }, next: { requeueAfterMs: 7 } },
    { operations: { requeueAfterMs: 5 }, backups: { requeueAfterMs: 7 }, next: { requeueAfterMs: 5 } },
    { operations: { requeueAfterMs: 9 }, backups: { requeueAfterMs: 7 }, next: { requeueAfterMs: 7 } },
  ])('goes on at the earlier of two times: $next', async ({ operations, backups, next }) => {
    const both = new DayTwoReconciler(resting(operations), resting(backups));
    expect(await both.reconcile(KEY, aReconcileContext())).toEqual(next);
  });

  it('leaves backups alone until what was written for operations can be seen', async () => {
    const writes: Reconciler = { reconcile: async (_, ctx) => void ctx.recordWrite(WIDGET, aWidget('orders')) };
    const never: Reconciler = { reconcile: () => Promise.reject(new Error('a backup was looked at')) };
    const ctx = aReconcileContext();
    expect(await new DayTwoReconciler(writes, never).reconcile(KEY, ctx)).toEqual({ requeueAfterMs: 1 });
    expect(ctx.written).toEqual(['widgets orders']);
  });
});
