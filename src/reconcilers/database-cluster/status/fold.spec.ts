import { aDatabaseCluster, aClusterThatRan } from '../../../../test/builders/database-cluster.js';
import { anObservation } from '../../../../test/builders/provider.js';
import { findCondition, type Condition } from '../../../kube/meta/index.js';
import type {
  ClusterPhase,
  DatabaseCluster,
  DatabaseClusterStatus,
} from '../../../resources/database-cluster/index.js';
import { IN_SYNC, NOT_APPLIED, VALID, type Verdict } from '../cluster-run.js';
import { foldStatus, type FoldInput } from './fold.js';

const BEFORE = '2026-01-01T00:00:00Z';
const NOW = '2026-01-02T00:00:00Z';
const INVALID: Verdict = { status: 'False', reason: 'InvalidSpec', message: 'spec.version: no such version.' };
const NAME_TAKEN = { reason: 'NameTaken', message: 'Widget "orders" exists already.' };
const REJECTED = { reason: 'UpstreamRejected', message: 'The operator refused it.' };

const SERVING = anObservation();
const NOTHING_THERE = anObservation({
  phase: 'Creating',
  message: 'The members are being made.',
  conditions: [{ type: 'Ready', status: 'False', reason: 'NotCreatedYet', message: 'Nothing is there yet.' }],
  version: undefined,
  upstream: undefined,
});

const deleting = (): DatabaseCluster => {
  const cluster = aDatabaseCluster();
  return { ...cluster, metadata: { ...cluster.metadata, deletionTimestamp: BEFORE } };
};

const fold = (changes: Partial<FoldInput> = {}): DatabaseClusterStatus =>
  foldStatus({
    cluster: aDatabaseCluster(),
    now: NOW,
    specValid: VALID,
    synced: IN_SYNC,
    observation: SERVING,
    ...changes,
  });

const conditionOf = (status: DatabaseClusterStatus, type: string): Condition | undefined =>
  findCondition(status.conditions, type);
const brief = (status: DatabaseClusterStatus, type: string): string => {
  const condition = conditionOf(status, type);
  return condition ? `${condition.status} ${condition.reason}` : 'absent';
};

interface Row {
  readonly does: string;
  readonly given: Partial<FoldInput>;
  readonly phase: ClusterPhase;
  readonly ready: string;
  readonly message: string;
}

describe('the end of a change', () => {
  const since = (lastTransitionTime: string, status: 'True' | 'False' = 'True'): DatabaseCluster =>
    aClusterThatRan(
      {},
      {
        phase: 'Updating',
        conditions: [{ type: 'Progressing', status, reason: 'Updating', message: 'It goes on.', lastTransitionTime }],
      },
    );

  it.each<{ what: string; cluster: DatabaseCluster; isEnding?: boolean; phase: ClusterPhase }>([
    { what: 'is a change for a while', cluster: since('2026-01-01T23:51:00Z'), isEnding: true, phase: 'Updating' },
    { what: 'is a loss after that', cluster: since('2026-01-01T23:49:00Z'), isEnding: true, phase: 'Degraded' },
    { what: 'begins now', cluster: since('2026-01-01T12:00:00Z', 'False'), isEnding: true, phase: 'Updating' },
    { what: 'is not there yet, however long it takes', cluster: since('2026-01-01T12:00:00Z'), phase: 'Updating' },
  ])('$what', ({ cluster, isEnding, phase }) => {
    const observation = anObservation({ phase: 'Updating', isEnding, message: '2 of 3 members serve.' });
    const status = fold({ cluster, observation });
    expect([status.phase, status.message]).toEqual([phase, '2 of 3 members serve.']);
  });
});

describe('phase, Ready and message', () => {
  it.each<Row>([
    {
      does: 'are what the engine sees when nothing stands in the way',
      given: {},
      phase: 'Running',
      ready: 'True AllMembersReady',
      message: 'All 3 members are ready.',
    },
    {
      does: 'are what the engine sees while a valid spec is being made',
      given: { observation: NOTHING_THERE },
      phase: 'Creating',
      ready: 'False NotCreatedYet',
      message: 'The members are being made.',
    },
    {
      does: 'name an invalid spec where nothing was made',
      given: { observation: NOTHING_THERE, specValid: INVALID, synced: NOT_APPLIED },
      phase: 'Pending',
      ready: 'False InvalidSpec',
      message: INVALID.message,
    },
    {
      does: 'leave a serving database what it is when its spec becomes invalid',
      given: { specValid: INVALID, synced: NOT_APPLIED },
      phase: 'Running',
      ready: 'True AllMembersReady',
      message: `${INVALID.message} What runs is left as it was.`,
    },
    {
      does: 'show a blockage that decides the phase, whatever is observed',
      given: { blockage: { ...NAME_TAKEN, phase: 'Pending' }, synced: NOT_APPLIED },
      phase: 'Pending',
      ready: 'False NameTaken',
      message: NAME_TAKEN.message,
    },
    {
      does: 'show a loss as a failure',
      given: {
        blockage: { reason: 'UpstreamLost', message: 'It vanished.', phase: 'Failed' },
        observation: NOTHING_THERE,
        synced: NOT_APPLIED,
      },
      phase: 'Failed',
      ready: 'False UpstreamLost',
      message: 'It vanished.',
    },
    {
      does: 'leave a serving database Ready under a blockage that takes nothing from it, and say what is wrong',
      given: { blockage: REJECTED, synced: NOT_APPLIED },
      phase: 'Running',
      ready: 'True AllMembersReady',
      message: REJECTED.message,
    },
    {
      does: 'blame the blockage for a database that does not serve',
      given: { blockage: REJECTED, observation: anObservation({ ...NOTHING_THERE, upstream: SERVING.upstream }) },
      phase: 'Creating',
      ready: 'False UpstreamRejected',
      message: REJECTED.message,
    },
    {
      does: 'say that nothing is known of an engine without a plug-in',
      given: { observation: undefined, specValid: INVALID, synced: INVALID },
      phase: 'Pending',
      ready: 'False InvalidSpec',
      message: INVALID.message,
    },
    {
      does: 'say that it is being deleted before anything else',
      given: { cluster: deleting(), blockage: { ...NAME_TAKEN, phase: 'Pending' } },
      phase: 'Deleting',
      ready: 'False NameTaken',
      message: NAME_TAKEN.message,
    },
    {
      does: 'give the reason why nothing was applied, without a blockage',
      given: { synced: NOT_APPLIED },
      phase: 'Running',
      ready: 'True AllMembersReady',
      message: NOT_APPLIED.message,
    },
    {
      does: 'do not call ready what nobody has judged',
      given: { observation: anObservation({ conditions: [] }) },
      phase: 'Running',
      ready: 'Unknown NotObserved',
      message: 'All 3 members are ready.',
    },
  ])('$does', ({ given, phase, ready, message }) => {
    const status = fold(given);
    expect({ phase: status.phase, ready: brief(status, 'Ready'), message: status.message }).toEqual({
      phase,
      ready,
      message,
    });
  });
});

describe('conditions', () => {
  it.each<[ClusterPhase, string]>([
    ['Creating', 'True Creating'],
    ['Updating', 'True Updating'],
    ['Restoring', 'True Restoring'],
    ['Starting', 'True Starting'],
    ['Stopping', 'True Stopping'],
    ['Deleting', 'True Deleting'],
    ['Pending', 'False Pending'],
    ['Running', 'False Running'],
    ['Degraded', 'False Degraded'],
    ['Stopped', 'False Stopped'],
    ['Failed', 'False Failed'],
  ])('say of %s whether something is in motion', (phase, expected) => {
    expect(brief(fold({ observation: anObservation({ phase }) }), 'Progressing')).toBe(expected);
  });

  it('all carry the generation that was judged', () => {
    const cluster = aDatabaseCluster();
    const status = fold({
      cluster: { ...cluster, metadata: { ...cluster.metadata, generation: 7 } },
      availableUpgrades: [],
    });
    expect(status.observedGeneration).toBe(7);
    expect(status.conditions?.map(({ type, observedGeneration }) => [type, observedGeneration])).toEqual([
      ['Ready', 7],
      ['Progressing', 7],
      ['SpecValid', 7],
      ['Synced', 7],
      ['UpToDate', 7],
    ]);
  });

  it('derive Ready and Progressing here, though an engine says them too', () => {
    const conditions = ['Ready', 'Progressing', 'StorageHealthy'].map((type) => ({
      type,
      status: 'True' as const,
      reason: 'EngineSaysSo',
      message: 'So.',
    }));
    const status = fold({ observation: anObservation({ conditions }) });
    expect(status.conditions?.map(({ type, reason }) => `${type} ${reason}`)).toEqual([
      'Ready EngineSaysSo',
      'Progressing Running',
      'SpecValid Valid',
      'Synced InSync',
      'StorageHealthy EngineSaysSo',
    ]);
  });

  it('keep their time until their status changes', () => {
    const first = fold({ now: BEFORE });
    const cluster = aDatabaseCluster({}, { status: first });
    const second = fold({ cluster, synced: { ...NOT_APPLIED } });
    expect(conditionOf(second, 'Synced')?.lastTransitionTime).toBe(NOW);
    expect(conditionOf(second, 'Ready')?.lastTransitionTime).toBe(BEFORE);
  });

  it('are the same when the same is folded again later', () => {
    const first = fold({ now: BEFORE, availableUpgrades: ['18.4'] });
    const second = fold({ now: NOW, availableUpgrades: ['18.4'], cluster: aDatabaseCluster({}, { status: first }) });
    expect(second).toEqual(first);
  });

  it('go when nobody says them any more', () => {
    const monitoring = { type: 'MonitoringReady', status: 'False' as const, reason: 'Gone', message: 'Gone.' };
    const first = fold({ observation: anObservation({ conditions: [...SERVING.conditions, monitoring] }) });
    expect(brief(first, 'MonitoringReady')).toBe('False Gone');
    expect(brief(fold({ cluster: aDatabaseCluster({}, { status: first }) }), 'MonitoringReady')).toBe('absent');
  });
});

describe('a MonitoringConfig that nobody has made', () => {
  const monitoring = {
    type: 'MonitoringReady',
    status: 'True' as const,
    reason: 'CollectorConfigured',
    message: 'Fine.',
  };
  const observation = anObservation({ conditions: [...SERVING.conditions, monitoring] });

  it('is named by MonitoringReady, and the database stays Ready', () => {
    const status = fold({ observation, missingMonitoringConfig: 'central' });
    expect(brief(status, 'MonitoringReady')).toBe('False MonitoringConfigNotFound');
    expect(conditionOf(status, 'MonitoringReady')?.message).toContain('"central"');
    expect(brief(status, 'Ready')).toBe('True AllMembersReady');
  });

  it('changes nothing while it is there', () => {
    expect(brief(fold({ observation }), 'MonitoringReady')).toBe('True CollectorConfigured');
  });
});

describe('UpToDate', () => {
  it.each([
    { does: 'is True where the catalogue offers nothing newer', upgrades: [], expected: 'True Newest' },
    { does: 'is False where it does', upgrades: ['17.7', '18.4'], expected: 'False UpgradeAvailable' },
    { does: 'says nothing while the catalogue was not asked', upgrades: undefined, expected: 'absent' },
  ])('$does', ({ upgrades, expected }) => {
    const status = fold({ availableUpgrades: upgrades });
    expect(brief(status, 'UpToDate')).toBe(expected);
    expect(status.availableUpgrades).toEqual(upgrades?.length ? upgrades : undefined);
  });

  it('says nothing of a version that is not known yet', () => {
    expect(brief(fold({ observation: NOTHING_THERE, availableUpgrades: ['18.4'] }), 'UpToDate')).toBe('absent');
  });
});

describe('the durable record', () => {
  const incarnation = { number: 1, upstreamUid: 'u1' };

  it.each<[ClusterPhase, string | undefined]>([
    ['Creating', undefined],
    ['Updating', undefined],
    ['Running', NOW],
    ['Degraded', NOW],
    ['Stopped', undefined],
  ])('notes the first run in phase %s as %s', (phase, expected) => {
    const status = fold({ incarnation, observation: anObservation({ phase }) });
    expect(status.incarnation).toEqual({ ...incarnation, ...(expected && { firstRunningAt: expected }) });
  });

  it('notes the first run once', () => {
    const ran = { ...incarnation, firstRunningAt: BEFORE };
    expect(fold({ cluster: aClusterThatRan(), incarnation: ran }).incarnation).toEqual(ran);
  });

  it('notes no run of what a blockage keeps from running', () => {
    const blockage = { ...NAME_TAKEN, phase: 'Pending' as const };
    expect(fold({ incarnation, blockage }).incarnation).toEqual(incarnation);
  });
});

describe('what is observed', () => {
  it('is copied as the engine says it, empty lists of words left out', () => {
    const members = [{ name: 'orders-1', role: 'Primary' as const, ready: true }];
    const status = fold({ observation: anObservation({ members, warnings: [] }), binding: 'orders-credentials' });
    expect(status).toMatchObject({ version: '17.6', size: 3, readyMembers: 3, members, upstream: SERVING.upstream });
    expect(status.warnings).toBeUndefined();
    expect(status.binding).toEqual({ name: 'orders-credentials' });
  });

  it('is absent while nobody observes', () => {
    const status = fold({ observation: undefined });
    expect(status.members).toBeUndefined();
    expect(status.binding).toBeUndefined();
    expect(status.incarnation).toBeUndefined();
  });
});
