import { STARTED_AT } from '../../../../test/builders/operation.js';
import { playMongodb, type PsmdbChanges } from '../../../../test/builders/psmdb.js';
import { CUSTOM_OPERATIONS } from './index.js';

const STORAGE = { enabled: true, image: 'pbm', storages: { main: { type: 's3', main: true } } };
const ASKED = { 'dbaas.io/resynced-for': STARTED_AT };
const ORDER = { 'percona.com/resync-pbm': 'true' };
const READING = { 'percona.com/resync-in-progress': 'true' };

const withStorage = (annotations?: Record<string, string>): { upstream: PsmdbChanges } => ({
  upstream: { spec: { backup: STORAGE }, annotations },
});
const [operation] = CUSTOM_OPERATIONS;
const request = { type: 'Custom', custom: { name: operation.name } } as const;

describe('the storage of backups', () => {
  const played = playMongodb(operation, request, withStorage());

  it('is read again without a word to clients', () => {
    expect(operation.name).toBe('resync-backups');
    expect(played.refusals).toEqual([]);
    expect(played.plan).toMatchObject({ disruption: 'None', restarts: [], steps: [{ name: 'ReadStorage' }] });
  });

  it('must be there', () => {
    expect(playMongodb(operation, request).refusals).toEqual([expect.stringContaining('has no spec.backup')]);
  });

  it.each([
    { seen: 'no order', annotations: {}, state: 'Running', actions: ['patch PerconaServerMongoDB orders'] },
    {
      seen: 'the mark of an earlier reading that failed',
      annotations: { ...READING, 'dbaas.io/resynced-for': '2020-01-01T00:00:00Z' },
      state: 'Running',
      actions: ['patch PerconaServerMongoDB orders'],
    },
    { seen: 'the order', annotations: { ...ASKED, ...ORDER }, state: 'Running', actions: [] },
    { seen: 'order and mark', annotations: { ...ASKED, ...ORDER, ...READING }, state: 'Running', actions: [] },
    { seen: 'the mark', annotations: { ...ASKED, ...READING }, state: 'Running', actions: [] },
    { seen: 'neither any more', annotations: ASKED, state: 'Done', actions: [] },
  ])('is waited for: $seen', ({ annotations, state, actions }) => {
    expect(played.sees(withStorage(annotations))).toMatchObject({ state, actions });
  });

  it.each([
    { at: 'before the operator has begun', annotations: { ...ASKED, ...ORDER }, state: 'Running' },
    { at: 'while it is read', annotations: { ...ASKED, ...READING }, state: 'Impossible' },
    { at: 'when it has been read', annotations: ASKED, state: 'Done' },
  ])('is called off as far as that goes: $at', ({ annotations, state }) => {
    expect(played.undoneAt(withStorage(annotations))).toMatchObject({ state });
  });
});
