import { anOpsRequest } from '../../../test/builders/ops-request.js';
import { InMemoryInformer } from '../../../test/doubles/in-memory-informer.js';
import { ManualClock } from '../../../test/doubles/manual-clock.js';
import type { OpsRequest } from '../../resources/ops-request/index.js';
import { OperationWaiter } from './operation-waiter.js';

const running = anOpsRequest({ phase: 'Running' });
const ended = anOpsRequest({ phase: 'Succeeded' });

describe('OperationWaiter', () => {
  let clock: ManualClock;
  let informer: InMemoryInformer<OpsRequest>;
  let waiter: OperationWaiter;

  beforeEach(() => {
    clock = new ManualClock();
    informer = new InMemoryInformer<OpsRequest>([running]);
    waiter = new OperationWaiter(informer.asInformer, clock);
  });

  const phaseAfter = async (happens: () => unknown, signal?: AbortSignal): Promise<string | undefined> => {
    const waiting = waiter.untilEnded(running, { seconds: 30, signal });
    await happens();
    return (await waiting).status?.phase;
  };

  it('answers at once with what has ended already', async () => {
    expect(await waiter.untilEnded(ended, { seconds: 30 })).toBe(ended);
    expect(clock.pendingTimers).toBe(0);
  });

  it('answers as soon as it ends, and leaves nothing behind', async () => {
    expect(await phaseAfter(() => informer.put(ended))).toBe('Succeeded');
    expect(clock.pendingTimers).toBe(0);
  });

  it('sees an end that came between the request and the wait', async () => {
    informer.put(ended);
    expect((await waiter.untilEnded(running, { seconds: 30 })).status?.phase).toBe('Succeeded');
  });

  it('answers with the latest state when the time is up', async () => {
    const cancelling = anOpsRequest({ phase: 'Cancelling' });
    const happens = async (): Promise<void> => {
      informer.put(cancelling);
      await clock.advance(30_000);
    };
    expect(await phaseAfter(happens)).toBe('Cancelling');
  });

  it('does not take another of the same name for it', async () => {
    const other = anOpsRequest({ phase: 'Succeeded', uid: 'another' });
    const happens = async (): Promise<void> => {
      informer.put(other);
      await clock.advance(30_000);
    };
    expect(await phaseAfter(happens)).toBe('Running');
  });

  it.each<[string, () => unknown]>([
    ['it is deleted', () => informer.remove(running)],
    ['the process ends', () => waiter.onModuleDestroy()],
  ])('answers when %s', async (_when, happens) => {
    expect(await phaseAfter(happens)).toBe('Running');
  });

  it('stops when nobody waits any more', async () => {
    const aborting = new AbortController();
    expect(await phaseAfter(() => aborting.abort(), aborting.signal)).toBe('Running');
    expect(clock.pendingTimers).toBe(0);
  });
});
