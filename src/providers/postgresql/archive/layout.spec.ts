import { BARMAN_LAYOUT, backupPath } from './layout.js';

describe('the layout of Barman', () => {
  it.each([
    ['team-a/orders-1-v17/base/20261122T115000', { archive: 'team-a/orders-1-v17', backupId: '20261122T115000' }],
    ['pg/base/base/20261122T115000', { archive: 'pg/base', backupId: '20261122T115000' }],
    ['team-a/orders-1-v17', undefined],
    ['team-a/orders-1-v17/base', undefined],
    ['team-a/orders-1-v17/base/latest', undefined],
    ['team-a/orders-1-v17/base/20261122T115000/backup.info', undefined],
    ['base/20261122T115000', undefined],
  ])('finds in %s the place %j', (path, place) => {
    expect(BARMAN_LAYOUT.placeOf(path)).toEqual(place);
  });

  it('finds what it has placed itself', () => {
    const place = { archive: 'team-a/orders-1-v17', backupId: '20261122T115000' };
    expect(BARMAN_LAYOUT.placeOf(backupPath(place.archive, place.backupId))).toEqual(place);
  });
});
