import { anOpsRequest } from '../../../test/builders/ops-request.js';
import { InMemoryInformer } from '../../../test/doubles/in-memory-informer.js';
import type { OperationLogEntry, OperationPhase, OpsRequest } from '../../resources/ops-request/index.js';
import type { OperationAccess } from './operation-access.js';
import { OperationWatcher } from './operation-watcher.js';

const ann = { username: 'ann', groups: [] };
const key = { namespace: 'team-a', name: 'op' };

const withLines = (phase: OperationPhase, ...seqs: number[]): OpsRequest => {
  const log: OperationLogEntry[] = seqs.map((seq) => ({
    time: '2026-11-23T11:00:00Z',
    seq,
    level: 'Info',
    code: 'StepDone',
    message: `Line ${seq}.`,
  }));
  return anOpsRequest({ phase, status: { log } });
};

const access = { mayWatch: async () => true } as unknown as OperationAccess;

describe('the log of an operation, followed', () => {
  let informer: InMemoryInformer<OpsRequest>;
  let lines: AsyncGenerator<OperationLogEntry>;
  let leaving: AbortController;

  const follow = (after?: number): void => {
    leaving = new AbortController();
    lines = new OperationWatcher(informer.asInformer, access).log(ann, key, { after, signal: leaving.signal });
  };
  const next = async (): Promise<string> => {
    const { value, done } = (await lines.next()) as IteratorResult<OperationLogEntry, undefined>;
    return done ? 'end' : `${value.seq} ${value.code}`;
  };

  beforeEach(() => {
    informer = new InMemoryInformer<OpsRequest>([withLines('Running', 1, 2)]);
    follow();
  });

  it('gives the lines that there are, then each new one, and ends with the operation', async () => {
    expect([await next(), await next()]).toEqual(['1 StepDone', '2 StepDone']);
    informer.put(withLines('Succeeded', 1, 2, 3));
    expect([await next(), await next()]).toEqual(['3 StepDone', 'end']);
  });

  it('begins after the line that the reader knows', async () => {
    follow(1);
    expect(await next()).toBe('2 StepDone');
    await lines.return(undefined);
  });

  it('says so when a slow reader has lost lines', async () => {
    expect([await next(), await next()]).toEqual(['1 StepDone', '2 StepDone']);
    informer.put(withLines('Running', 5, 6));
    expect([await next(), await next(), await next()]).toEqual(['4 LinesMissing', '5 StepDone', '6 StepDone']);
    leaving.abort();
    expect(await next()).toBe('end');
  });

  it('ends when the operation is deleted', async () => {
    expect([await next(), await next()]).toEqual(['1 StepDone', '2 StepDone']);
    informer.remove(withLines('Running', 1, 2));
    expect(await next()).toBe('end');
  });
});
