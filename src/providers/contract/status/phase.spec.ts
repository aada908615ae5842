import { aClusterThatRan, aDatabaseCluster } from '../../../../test/builders/database-cluster.js';
import type { UntypedObject } from '../../../kube/meta/index.js';
import type { DatabaseClusterStatus } from '../../../resources/database-cluster/index.js';
import { judgeLack } from './phase.js';

const STUCK: UntypedObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'orders-1' },
  status: { containerStatuses: [{ name: 'db', state: { waiting: { reason: 'CrashLoopBackOff' } } }] },
};

describe('a database that is not whole, though everything is as it is asked for', () => {
  it.each<{ what: string; told: Partial<DatabaseClusterStatus>; pods?: UntypedObject[]; phase: string }>([
    { what: 'that nobody changes', told: { phase: 'Running' }, phase: 'Degraded' },
    { what: 'that nobody has changed since', told: { phase: 'Degraded' }, phase: 'Degraded' },
    { what: 'at the end of a change', told: { phase: 'Updating' }, phase: 'Updating' },
    { what: 'on its way up from a stop', told: { phase: 'Starting' }, phase: 'Starting' },
    { what: 'in whose way something is', told: { phase: 'Updating' }, pods: [STUCK], phase: 'Degraded' },
    {
      what: 'in whose way something is while it starts',
      told: { phase: 'Starting' },
      pods: [STUCK],
      phase: 'Degraded',
    },
  ])('$what is $phase', ({ told, pods = [], phase }) => {
    const isEnding = phase === 'Degraded' ? {} : { isEnding: true };
    expect(judgeLack({ intent: aClusterThatRan({}, told), pods })).toEqual({ phase, ...isEnding });
  });

  it('is still being made, until it has been whole once', () => {
    const young = { intent: aDatabaseCluster(), pods: [STUCK] };
    expect([judgeLack(young).phase, judgeLack(young, 'Restoring').phase]).toEqual(['Creating', 'Restoring']);
  });
});
