import { aDatabaseCluster } from '../../../../test/builders/database-cluster.js';
import { anOrder, born, INTENT, observe, ran, state, type Scene } from '../../../../test/builders/mongodb-status.js';
import { PSMDB_RESTORE } from '../upstream.js';

describe('the phase of a MongoDB', () => {
  it.each<{ what: string; scene: Scene; phase: string; says: RegExp }>([
    { what: 'whole', scene: {}, phase: 'Running', says: /^3 of 3 members serve\.$/ },
    {
      what: 'asked to go',
      scene: { cluster: { ...ran(), metadata: { ...ran().metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } } },
      phase: 'Deleting',
      says: /being removed/,
    },
    { what: 'not made', scene: { upstream: null }, phase: 'Pending', says: /Nothing has been made/ },
    {
      what: 'just asked for',
      scene: { cluster: aDatabaseCluster(INTENT), upstream: state({ state: undefined }), sets: { rs0: null } },
      phase: 'Creating',
      says: /has been asked for it; if it stays so, see that it runs/,
    },
    {
      what: 'on the way up for the first time',
      scene: {
        cluster: aDatabaseCluster(INTENT),
        upstream: state({ state: 'initializing' }),
        pods: { 'orders-rs0-2': { ready: false } },
      },
      phase: 'Creating',
      says: /2 of 3 members serve/,
    },
    {
      what: 'changed, and not looked at since',
      scene: { upstream: state({ observedGeneration: 1 }, { generation: 2 }) },
      phase: 'Updating',
      says: /at work on the last change; 3 of 3 members serve/,
    },
    {
      what: 'ready by its operator, whose StatefulSet has only just changed',
      scene: { sets: { rs0: { seen: false } } },
      phase: 'Updating',
      says: /rs0 are about to change/,
    },
    {
      what: 'ready by its operator, with pods of before',
      scene: { sets: { rs0: { revision: 'revision-2' } }, pods: { 'orders-rs0-0': { revision: 'revision-1' } } },
      phase: 'Updating',
      says: /2 of 3 pods of rs0 are as they shall be/,
    },
    {
      what: 'growing by a member',
      scene: { upstream: state({ state: 'initializing' }, { size: 5 }), sets: { rs0: { replicas: 4 } } },
      phase: 'Updating',
      says: /4 of 5 pods of rs0 are there/,
    },
    {
      what: 'growing its volumes',
      scene: {
        upstream: { storage: '20Gi' },
        claims: { 'mongod-data-orders-rs0-1': { request: '20Gi', capacity: '10Gi' } },
      },
      phase: 'Updating',
      says: /3 of 3 volumes of rs0 are still to grow to 20Gi/,
    },
    {
      what: 'held back from changing',
      scene: {
        upstream: {
          status: {
            state: 'ready',
            observedGeneration: 1,
            conditions: [{ type: 'pendingSmartUpdate', status: 'True' }],
          },
        },
      },
      phase: 'Updating',
      says: /holds the replacement of pods back/,
    },
    {
      what: 'with all pods and an operator that is not done',
      scene: { upstream: state({ state: 'initializing' }) },
      phase: 'Updating',
      says: /The operator is at work/,
    },
    {
      what: 'with all pods again, and an operator that is not done with what was lost',
      scene: { cluster: ran({ phase: 'Degraded' }), upstream: state({ state: 'initializing' }) },
      phase: 'Degraded',
      says: /The operator is at work/,
    },
    {
      what: 'without a pod that somebody has deleted',
      scene: { upstream: state({ state: 'initializing' }), pods: { 'orders-rs0-1': null } },
      phase: 'Degraded',
      says: /^2 of 3 members serve\.$/,
    },
    {
      what: 'without the pod that a change replaces last',
      scene: {
        cluster: ran({ phase: 'Updating' }),
        upstream: state({ state: 'initializing' }),
        pods: { 'orders-rs0-1': null },
      },
      phase: 'Updating',
      says: /^2 of 3 members serve\.$/,
    },
    {
      what: 'short of a member',
      scene: { upstream: state({ state: 'initializing' }), pods: { 'orders-rs0-1': { ready: false } } },
      phase: 'Degraded',
      says: /^2 of 3 members serve\.$/,
    },
    {
      what: 'at the last member of a change',
      scene: {
        cluster: ran({ phase: 'Updating' }),
        upstream: state({ state: 'initializing' }),
        pods: { 'orders-rs0-2': { ready: false } },
      },
      phase: 'Updating',
      says: /^2 of 3 members serve\.$/,
    },
    {
      what: 'at a member that a change has broken',
      scene: { cluster: ran({ phase: 'Updating' }), pods: { 'orders-rs0-2': { waits: 'CrashLoopBackOff' } } },
      phase: 'Degraded',
      says: /orders-rs0-2 is in CrashLoopBackOff/,
    },
    {
      what: 'short of a member that finds no node',
      scene: { pods: { 'orders-rs0-1': { waits: 'ImagePullBackOff' } } },
      phase: 'Degraded',
      says: /orders-rs0-1 is in ImagePullBackOff/,
    },
    {
      what: 'down altogether',
      scene: { pods: Object.fromEntries([0, 1, 2].map((n) => [`orders-rs0-${n}`, { ready: false }])) },
      phase: 'Starting',
      says: /0 of 3 members serve/,
    },
    {
      what: 'refused',
      scene: { upstream: state({ state: 'error', message: 'Error: wrong psmdb options: replset rs0: size' }) },
      phase: 'Failed',
      says: /refuses the definition: .*wrong psmdb options/,
    },
    {
      what: 'in a trouble of the operator that may pass',
      scene: { upstream: state({ state: 'error', message: 'Error: reach pod wait limit' }) },
      phase: 'Degraded',
      says: /The operator reports: reach pod wait limit; 3 of 3 members serve/,
    },
    {
      what: 'in such a trouble while members are replaced',
      scene: {
        upstream: state({ state: 'error', message: 'Error: reach pod wait limit' }),
        sets: { rs0: { revision: 'revision-2' } },
        pods: { 'orders-rs0-0': { revision: 'revision-1' } },
      },
      phase: 'Updating',
      says: /reach pod wait limit/,
    },
    {
      what: 'on its way to a stop',
      scene: { upstream: { spec: { pause: true }, status: { state: 'stopping' } } },
      phase: 'Stopping',
      says: /being stopped/,
    },
    {
      what: 'said to be stopped, with a pod that is still there',
      scene: {
        upstream: { spec: { pause: true }, status: { state: 'paused' } },
        sets: { rs0: { replicas: 0, pods: 1 } },
      },
      phase: 'Stopping',
      says: /being stopped/,
    },
    {
      what: 'stopped',
      scene: { upstream: { spec: { pause: true }, status: { state: 'paused' } }, sets: { rs0: { replicas: 0 } } },
      phase: 'Stopped',
      says: /volumes are kept/,
    },
    {
      what: 'on the way up from a stop',
      scene: {
        cluster: ran({ phase: 'Stopped' }),
        upstream: state({ state: 'initializing' }),
        sets: { rs0: { replicas: 1 } },
      },
      phase: 'Starting',
      says: /1 of 3 pods of rs0 are there/,
    },
    {
      what: 'being restored',
      scene: { others: [[PSMDB_RESTORE, anOrder('running')]] },
      phase: 'Restoring',
      says: /PerconaServerMongoDBRestore back: running/,
    },
    {
      what: 'about to be restored, of which the operator knows nothing yet',
      scene: { others: [[PSMDB_RESTORE, anOrder()]] },
      phase: 'Restoring',
      says: /\(PerconaServerMongoDBRestore back\)/,
    },
    { what: 'restored', scene: { others: [[PSMDB_RESTORE, anOrder('ready')]] }, phase: 'Running', says: /serve/ },
    {
      what: 'made, and still without the data that it shall have',
      scene: { upstream: born() },
      phase: 'Restoring',
      says: /filled when it is there/,
    },
    {
      what: 'filled with the data that it should have',
      scene: { upstream: born({ 'dbaas.io/filled-from': '1' }) },
      phase: 'Running',
      says: /serve/,
    },
  ])('is $phase when it is $what', ({ scene, phase, says }) => {
    const observation = observe(scene);
    expect(observation.message).toMatch(says);
    expect(observation.phase).toBe(phase);
  });
});
