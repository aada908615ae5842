import type { Lease } from '../leader-election/index.js';
import { MemberRoster } from './member-roster.js';

const aLease = (name: string, renewTime: string, holderIdentity = name): Lease => ({
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  metadata: { namespace: 'ops', name },
  spec: { holderIdentity, renewTime, leaseDurationSeconds: holderIdentity === '' ? 1 : 15 },
});

let roster: MemberRoster;
beforeEach(() => {
  roster = new MemberRoster();
});

/** The names that live after a look which took a while. */
function look(sentMs: number, leases: readonly Lease[], tookMs = 0): string[] {
  return roster.look(leases, { sentMs, receivedMs: sentMs + tookMs }).alive.map(({ metadata }) => metadata.name);
}

it('takes whoever is seen for the first time for alive, whatever the stamp says', () => {
  expect(look(0, [aLease('a', '1999')])).toEqual(['a']);
});

it('takes a record for dead when it stood still for as long as its holder promised', () => {
  look(0, [aLease('a', 't1')]);
  expect(look(14_999, [aLease('a', 't1')])).toEqual(['a']);
  expect(look(15_000, [aLease('a', 't1')])).toEqual([]);
});

it('takes any change for a sign of life', () => {
  look(0, [aLease('a', 't1')]);
  look(14_000, [aLease('a', 't2')]);
  expect(look(28_000, [aLease('a', 't2')])).toEqual(['a']);
});

it('counts from the end of one look to the beginning of another, for records may have changed during either', () => {
  look(0, [aLease('a', 't1')], 4_000);
  expect(look(18_999, [aLease('a', 't1')], 10_000)).toEqual(['a']);
  expect(look(19_000, [aLease('a', 't1')])).toEqual([]);
});

it('does not take its own blindness for the death of others', () => {
  look(0, [aLease('a', 't1')]);
  expect(look(100_000, [aLease('a', 't40')])).toEqual(['a']);
});

it('knows at once of one that said goodbye', () => {
  look(0, [aLease('a', 't1')]);
  expect(look(100, [aLease('a', 't2', '')])).toEqual([]);
});

it('waits for one whose record was deleted under it', () => {
  look(0, [aLease('a', 't1')]);
  expect(look(14_000, [])).toEqual(['a']);
  expect(look(15_000, [])).toEqual([]);
});

it('calls a record stale a minute after its holder ended', () => {
  const ended = [aLease('gone', 't1', ''), aLease('dead', 't1')];
  const stale = (sentMs: number): string[] =>
    roster.look(ended, { sentMs, receivedMs: sentMs }).stale.map(({ metadata }) => metadata.name);
  expect([0, 60_000, 61_000, 74_999, 75_000].map(stale)).toEqual([[], [], ['gone'], ['gone'], ['gone', 'dead']]);
});
