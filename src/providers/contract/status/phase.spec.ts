import { aClusterThatRan, aDatabaseCluster } from '../../../../test/builders/database-cluster.js';
import type { UntypedObject } from '../../../kube/meta/index.js';
import type { DatabaseClusterStatus } from '../../../resources/database-cluster/index.js';
import { phaseOfLack } from './phase.js';

const STUCK: UntypedObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'orders-1' },
  status: { containerStatuses: [{ name: 'db', state: { waiting: { reason: 'CrashLoopBackOff' } } }] },
};
const running = (type: string) => ({ operation: { name: 'op-1', type } }) as Partial<DatabaseClusterStatus>;

describe('a database that is not whole, though everything is as it is asked for', () => {
  it.each<{ what: string; told: Partial<DatabaseClusterStatus>; pods?: UntypedObject[]; phase: string }>([
    { what: 'that nobody changes', told: { phase: 'Running' }, phase: 'Degraded' },
    { what: 'that nobody has changed since', told: { phase: 'Degraded' }, phase: 'Degraded' },
    { what: 'at the end of a change', told: { phase: 'Updating' }, phase: 'Updating' },
    { what: 'on which an operation runs', told: { phase: 'Running', ...running('Restart') }, phase: 'Updating' },
    { what: 'that is backed up', told: { phase: 'Running', ...running('Backup') }, phase: 'Degraded' },
    { what: 'on its way up from a stop', told: { phase: 'Starting' }, phase: 'Starting' },
    { what: 'in whose way something is', told: { phase: 'Updating' }, pods: [STUCK], phase: 'Degraded' },
    {
      what: 'in whose way something is while it starts',
      told: { phase: 'Starting' },
      pods: [STUCK],
      phase: 'Degraded',
    },
  ])('$what is $phase', ({ told, pods = [], phase }) => {
    expect(phaseOfLack({ intent: aClusterThatRan({}, told), pods })).toBe(phase);
  });

  it('is still being made, until it has been whole once', () => {
    const young = { intent: aDatabaseCluster(), pods: [STUCK] };
    expect([phaseOfLack(young), phaseOfLack(young, 'Restoring')]).toEqual(['Creating', 'Restoring']);
  });
});
