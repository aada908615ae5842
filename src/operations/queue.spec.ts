import { aDatabaseBackup, aUsableBackup } from '../../test/builders/database-backup.js';
import { anOpsRequest } from '../../test/builders/ops-request.js';
import type { DatabaseBackup } from '../resources/database-backup/index.js';
import type { OpsRequest } from '../resources/ops-request/index.js';
import { duplicateOf, supersededBy, turnOf, type Queue } from './queue.js';

const NOON = Date.parse('2026-11-23T12:00:00Z');

const ask = (second: number, changes: Parameters<typeof anOpsRequest>[0] = {}): OpsRequest =>
  anOpsRequest({ name: `op-${second}`, createdAt: `2026-11-23T11:00:0${second}Z`, ...changes });

const queue = (requests: OpsRequest[], backups: DatabaseBackup[] = []): Queue => ({ requests, backups });
const aTakenBackup = aDatabaseBackup({ name: 'nightly', status: { phase: 'Running' } });

describe('the turn of an operation', () => {
  it.each<{ when: string; siblings: OpsRequest[]; turn: object }>([
    { when: 'nothing else is asked for', siblings: [], turn: { is: 'now' } },
    { when: 'others have ended', siblings: [ask(1, { phase: 'Failed' })], turn: { is: 'now' } },
    { when: 'others came later', siblings: [ask(7, { phase: 'Queued' })], turn: { is: 'now' } },
    {
      when: 'one runs',
      siblings: [ask(7, { phase: 'Running' })],
      turn: { is: 'later', position: 1, blockedBy: ['op-7'] },
    },
    {
      when: 'one is being called off',
      siblings: [ask(1, { phase: 'Cancelling' })],
      turn: { is: 'later', position: 1, blockedBy: ['op-1'] },
    },
    {
      when: 'one runs and two wait before it',
      siblings: [ask(1, { phase: 'Running' }), ask(3), ask(2, { phase: 'Queued' })],
      turn: { is: 'later', position: 3, blockedBy: ['op-1', 'op-2', 'op-3'] },
    },
    {
      when: 'an earlier one is not to start yet',
      siblings: [ask(1, { spec: { notBefore: '2026-11-23T12:00:01Z' } })],
      turn: { is: 'now' },
    },
  ])('is right when $when', ({ siblings, turn }) => {
    const request = ask(5);
    expect(turnOf(request, queue([request, ...siblings]), NOON)).toMatchObject(turn);
  });

  it('is not before the time that it names, and it blocks nobody until then', () => {
    const request = ask(5, { spec: { notBefore: '2026-11-23T12:00:01Z' } });
    expect(turnOf(request, queue([request, ask(1)]), NOON)).toMatchObject({ is: 'later', position: 1, blockedBy: [] });
    expect(turnOf(request, queue([request]), NOON + 1_000)).toEqual({ is: 'now' });
  });

  it('of two of the same second is decided by their uids, the same way for both', () => {
    const [a, b] = [ask(5, { uid: 'a' }), ask(5, { name: 'b', uid: 'b' })];
    expect([turnOf(a, queue([a, b]), NOON).is, turnOf(b, queue([b, a]), NOON).is]).toEqual(['now', 'later']);
  });

  it('comes at once when it is forced, but not beside an upgrade', () => {
    const forced = ask(5, { spec: { force: true } });
    expect(turnOf(forced, queue([forced, ask(1, { phase: 'Running' }), ask(2)]), NOON)).toEqual({ is: 'now' });
    const upgrade = ask(1, { phase: 'Running', spec: { type: 'Upgrade', upgrade: { version: '17.6' } } });
    expect(turnOf(forced, queue([forced, upgrade]), NOON)).toMatchObject({ is: 'never' });
  });
});

describe('the turn of an operation beside a backup', () => {
  it('comes when the backup has ended', () => {
    const request = ask(5);
    const why = 'It waits for DatabaseBackup "nightly", which is being taken.';
    expect(turnOf(request, queue([request], [aTakenBackup]), NOON)).toEqual({
      is: 'later',
      position: 1,
      blockedBy: [],
      why,
    });
    const others = [aUsableBackup(), aDatabaseBackup({ status: { phase: 'Pending' } })];
    expect(turnOf(request, queue([request], others), NOON)).toEqual({ is: 'now' });
  });

  it('is told of the operation that runs, where one does', () => {
    const request = ask(5);
    const running = ask(7, { phase: 'Running' });
    expect(turnOf(request, queue([request, running], [aTakenBackup]), NOON)).toMatchObject({
      blockedBy: ['op-7'],
      why: 'It waits for Restart "op-7".',
    });
  });

  it.each<{ type: string; spec: Parameters<typeof anOpsRequest>[0]; beside: string; turn: object }>([
    { type: 'a Restart', spec: {}, beside: 'a backup', turn: { is: 'now' } },
    {
      type: 'a Restore',
      spec: { spec: { type: 'Restore', restore: {} } },
      beside: 'a backup',
      turn: { is: 'never', why: 'Restore may not run beside DatabaseBackup "nightly", forced or not.' },
    },
    {
      type: 'an Upgrade',
      spec: { spec: { type: 'Upgrade', upgrade: { version: '18' } } },
      beside: 'a Restart',
      turn: { is: 'never', why: 'Upgrade may not run beside Restart "op-1", forced or not.' },
    },
  ])('of $type that is forced beside $beside', ({ spec, beside, turn }) => {
    const forced = ask(5, { ...spec, spec: { ...spec?.spec, force: true } });
    const others = beside === 'a backup' ? [] : [ask(1, { phase: 'Running' })];
    const backups = beside === 'a backup' ? [aTakenBackup] : [];
    expect(turnOf(forced, queue([forced, ...others], backups), NOON)).toEqual(turn);
  });

  it('never comes beside a Restore', () => {
    const forced = ask(5, { spec: { force: true } });
    const restore = ask(1, { phase: 'Running', spec: { type: 'Restore', restore: {} } });
    expect(turnOf(forced, queue([forced, restore]), NOON)).toMatchObject({ is: 'never' });
  });
});

describe('a duplicate', () => {
  const five = { spec: { type: 'HorizontalScaling', horizontalScaling: { replicas: 5 } } } as const;
  const six = { spec: { type: 'HorizontalScaling', horizontalScaling: { replicas: 6 } } } as const;

  it.each<{ is: string; others: OpsRequest[]; found: string | undefined }>([
    { is: 'the same request that waits', others: [ask(1, five)], found: 'op-1' },
    { is: 'the same request that runs', others: [ask(1, { ...five, phase: 'Running' })], found: 'op-1' },
    { is: 'not one that has ended', others: [ask(1, { ...five, phase: 'Succeeded' })], found: undefined },
    { is: 'not one with other parameters', others: [ask(1, six)], found: undefined },
    { is: 'not one that came later', others: [ask(9, five)], found: undefined },
    { is: 'not another type', others: [ask(1)], found: undefined },
  ])('is $is', ({ others, found }) => {
    expect(duplicateOf(ask(5, five), others)?.metadata.name).toBe(found);
  });

  it('is the one that was let in, of two of the same second', () => {
    const first = ask(5, { uid: 'z', phase: 'Queued' });
    const second = ask(5, { name: 'second', uid: 'a' });
    expect([duplicateOf(second, [first, second]), duplicateOf(first, [first, second])]).toEqual([first, undefined]);
  });

  it('is found for a request that does not exist yet', () => {
    const newcomer = ask(0, five);
    delete newcomer.metadata.uid;
    delete newcomer.metadata.creationTimestamp;
    expect(duplicateOf(newcomer, [ask(9, five)])?.metadata.name).toBe('op-9');
  });
});

it('takes the place of earlier ones of its type that wait, when it says so', () => {
  const others = [ask(1), ask(2, { phase: 'Running' }), ask(3, { spec: { type: 'Stop' } }), ask(9)];
  const replaces = (supersede: boolean): string[] =>
    supersededBy(ask(5, { spec: { supersede } }), others).map(({ metadata }) => metadata.name);
  expect(replaces(true)).toEqual(['op-1']);
  expect(replaces(false)).toEqual([]);
});
