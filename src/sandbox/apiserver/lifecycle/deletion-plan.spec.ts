import type { UntypedObject } from '../../../kube/meta/index.js';
import { aServedResource } from '../../../../test/builders/served-resource.js';
import type { PropagationPolicy } from './delete-options.js';
import { planDeletion } from './deletion-plan.js';
import { namespaceStrategy } from './strategies/namespace.strategy.js';

const NOW = '2026-01-02T03:04:05Z';

function anObject(finalizers: string[], isMarked: boolean): UntypedObject {
  const mark = isMarked ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {};
  const held = finalizers.length > 0 ? { finalizers } : {};
  return { apiVersion: 'g/v1', kind: 'Thing', metadata: { name: 't', generation: 3, ...held, ...mark } };
}

const plan = (live: UntypedObject, policy: PropagationPolicy | undefined, strategy = {}) =>
  planDeletion(live, { resource: aServedResource({ hasGeneration: true }), strategy, policy, now: NOW });

describe('planDeletion', () => {
  it.each([
    { has: [], isMarked: false, policy: undefined, outcome: 'remove' },
    { has: [], isMarked: false, policy: 'Background' as const, outcome: 'remove' },
    { has: [], isMarked: false, policy: 'Foreground' as const, outcome: 'mark', finalizers: ['foregroundDeletion'] },
    { has: [], isMarked: false, policy: 'Orphan' as const, outcome: 'mark', finalizers: ['orphan'] },
    { has: ['a/b'], isMarked: false, policy: undefined, outcome: 'mark', finalizers: ['a/b'] },
    { has: ['orphan'], isMarked: false, policy: undefined, outcome: 'mark', finalizers: ['orphan'] },
    { has: ['orphan'], isMarked: false, policy: 'Background' as const, outcome: 'remove' },
    { has: ['a/b'], isMarked: true, policy: undefined, outcome: 'unchanged' },
    { has: ['a/b'], isMarked: true, policy: 'Background' as const, outcome: 'unchanged' },
    { has: ['foregroundDeletion'], isMarked: true, policy: 'Background' as const, outcome: 'remove' },
  ])('with $has, marked $isMarked and policy $policy: $outcome', ({ has, isMarked, policy, outcome, finalizers }) => {
    const result = plan(anObject(has, isMarked), policy);
    const metadata = result.outcome === 'mark' ? result.object.metadata : undefined;
    expect({ outcome: result.outcome, finalizers: metadata?.finalizers }).toEqual({ outcome, finalizers });
  });

  it('marks with the time and counts the change of intent', () => {
    expect(plan(anObject(['a/b'], false), undefined)).toMatchObject({
      object: { metadata: { deletionTimestamp: NOW, deletionGracePeriodSeconds: 0, generation: 4 } },
    });
  });

  it('keeps a namespace until it is empty', () => {
    const namespace = { ...anObject([], false), spec: { finalizers: ['kubernetes'] } };
    expect(plan(namespace, undefined, namespaceStrategy)).toMatchObject({
      outcome: 'mark',
      object: { status: { phase: 'Terminating' } },
    });
  });
});
