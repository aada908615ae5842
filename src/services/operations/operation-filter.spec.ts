import { anOpsRequest } from '../../../test/builders/ops-request.js';
import { matchesFilter, type OperationFilter } from './operation-filter.js';

const requestedBy = { subject: 'ann', via: 'REST' as const, verified: true };
const operation = anOpsRequest({ createdAt: '2026-11-23T11:00:00Z', phase: 'Running', status: { requestedBy } });

describe('matchesFilter', () => {
  it.each<[OperationFilter, boolean]>([
    [{}, true],
    [{ type: ['Stop', 'Restart'], cluster: ['orders'], name: ['op'] }, true],
    [{ type: ['Stop'] }, false],
    [{ cluster: ['billing'] }, false],
    [{ name: ['other'] }, false],
    [{ phase: ['Running'] }, true],
    [{ phase: ['Pending'] }, false],
    [{ requestedBy: ['bob', 'ann'] }, true],
    [{ requestedBy: ['bob'] }, false],
    [{ createdAfter: '2026-11-23T10:59:59Z', createdBefore: '2026-11-23T11:00:01Z' }, true],
    [{ createdAfter: '2026-11-23T12:30:00+02:00' }, true],
    [{ createdAfter: '2026-11-23T11:00:00Z' }, false],
    [{ createdBefore: '2026-11-23T11:00:00Z' }, false],
  ])('%j is %s', (filter, expected) => {
    expect(matchesFilter(operation, filter)).toBe(expected);
  });

  it('takes one that nobody has looked at for Pending, asked for by nobody known', () => {
    const fresh = anOpsRequest();
    expect(matchesFilter(fresh, { phase: ['Pending'] })).toBe(true);
    expect(matchesFilter(fresh, { requestedBy: ['ann'] })).toBe(false);
  });
});
