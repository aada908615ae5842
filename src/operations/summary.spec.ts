import { anOpsRequest } from '../../test/builders/ops-request.js';
import { summaryOf } from './summary.js';

it('tells what runs, and how many wait', () => {
  const requests = [
    anOpsRequest({ name: 'a', phase: 'Succeeded' }),
    anOpsRequest({ name: 'b', status: { phase: 'Running', progress: '2/5' } }),
    anOpsRequest({ name: 'c', phase: 'Queued' }),
    anOpsRequest({ name: 'd' }),
  ];
  expect(summaryOf(requests)).toEqual({
    operation: { name: 'b', type: 'Restart', progress: '2/5' },
    queuedOperations: 2,
  });
});

it('says nothing where nothing is to be said', () => {
  expect(summaryOf([anOpsRequest({ phase: 'Failed' })])).toEqual({});
});
