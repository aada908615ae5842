import { anOpsRequest } from '../../../test/builders/ops-request.js';
import type { OpsRequest } from '../../resources/ops-request/index.js';
import { inQueryString, predicateOf } from '../reading/list-declaration.js';
import { OPERATION_LIST, type OperationFilter } from './operation-list.js';

const matches = (one: OpsRequest, filter: OperationFilter): boolean =>
  predicateOf(OPERATION_LIST, filter, inQueryString)(one);

const requestedBy = { subject: 'ann', via: 'REST' as const, verified: true };
const operation = anOpsRequest({ createdAt: '2026-11-23T11:00:00Z', phase: 'Running', status: { requestedBy } });

describe('a filter of operations', () => {
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
    expect(matches(operation, filter)).toBe(expected);
  });

  it('takes one that nobody has looked at for Pending, asked for by nobody known', () => {
    const fresh = anOpsRequest();
    expect(matches(fresh, { phase: ['Pending'] })).toBe(true);
    expect(matches(fresh, { requestedBy: ['ann'] })).toBe(false);
  });
});
