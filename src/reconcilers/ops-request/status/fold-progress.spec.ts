import { aProgress, aResult } from '../../../../test/builders/operation-handler.js';
import { MAX_LOG_LINES, type OpsRequestStatus } from '../../../resources/ops-request/index.js';
import { foldProgress } from './fold-progress.js';
import { tell } from './log.js';

const T0 = '2026-11-23T12:00:00Z';
const T1 = '2026-11-23T12:00:30Z';
const T2 = '2026-11-23T12:01:31Z';

const linesOf = ({ log = [] }: OpsRequestStatus): string[] => log.map(({ time, code }) => `${time} ${code}`);

describe('folding what was seen', () => {
  it('gives each step the moments at which it began and ended', () => {
    const begun = foldProgress({}, aProgress(), T0);
    const done = foldProgress(begun, aResult(), T1);
    expect(begun.steps).toEqual([{ name: 'Work', state: 'Running', startedAt: T0 }]);
    expect(done.steps).toEqual([{ name: 'Work', state: 'Done', startedAt: T0, finishedAt: T1 }]);
    expect(foldProgress(done, aResult(), T2).steps).toEqual(done.steps);
  });

  it('tells steps of the same name apart by their targets', () => {
    const steps = [
      { name: 'Join', target: 'orders-4', state: 'Done' as const },
      { name: 'Join', target: 'orders-5', state: 'Running' as const },
    ];
    const seen = foldProgress({}, aProgress({ steps, done: 1, total: 2 }), T0);
    expect(seen.progress).toBe('1/2');
    expect(seen.log!.map(({ member, code }) => [member, code])).toEqual([
      ['orders-4', 'StepDone'],
      ['orders-5', 'StepRunning'],
    ]);
  });

  it('counts as progress what a step or a member did, not what a message says', () => {
    const begun = foldProgress({}, aProgress(), T0);
    expect(foldProgress(begun, aProgress({ message: 'Still waiting.' }), T1).progressedAt).toBe(T0);
    const members = [{ name: 'orders-4', outcome: 'Running' as const }];
    expect(foldProgress(begun, aProgress({ members }), T1).progressedAt).toBe(T1);
  });

  it('tells the wait once a minute', () => {
    const begun = foldProgress({}, aProgress(), T0);
    const later = foldProgress(foldProgress(begun, aProgress(), T1), aProgress(), T2);
    expect(linesOf(later)).toEqual([`${T0} StepRunning`, `${T2} Waiting`]);
  });

  it('is no change when nothing changed', () => {
    const begun = foldProgress({}, aProgress(), T0);
    expect(foldProgress(begun, aProgress(), T1)).toEqual(begun);
  });
});

it('the log keeps its last lines, and their numbers tell that older ones were dropped', () => {
  let status: OpsRequestStatus = {};
  for (let index = 1; index <= MAX_LOG_LINES + 5; index++) {
    status = tell(status, [{ code: 'Seen', message: `fact ${index}` }], T0);
  }
  expect(status.log).toHaveLength(MAX_LOG_LINES);
  expect([status.log![0]!.seq, status.log!.at(-1)!.message]).toEqual([6, 'fact 105']);
});
