import { aKubeError } from '../../../test/builders/kube-error.js';
import { ManualClock } from '../../../test/doubles/manual-clock.js';
import { ScriptedKubeClient, type KubeCall } from '../../../test/doubles/scripted-kube-client.js';
import { NamespaceEvents } from './namespace-events.js';

const POD = { apiVersion: 'v1', kind: 'Pod', name: 'orders-1' };
const FIRST = '2026-01-01T00:00:00Z';
const LAST = '2026-01-01T00:05:00Z';

function eventsOver(list: (call: KubeCall) => unknown): {
  events: NamespaceEvents;
  client: ScriptedKubeClient;
  clock: ManualClock;
} {
  const client = new ScriptedKubeClient({ list });
  const clock = new ManualClock();
  return { events: new NamespaceEvents(client, clock), client, clock };
}

const pageOf = (items: object[], next?: string): object => ({ items, metadata: { continue: next } });
const anEvent = (changes: object = {}): object => ({ metadata: { creationTimestamp: FIRST }, ...changes });

describe('NamespaceEvents', () => {
  it.each([
    {
      by: 'the old API',
      event: {
        involvedObject: POD,
        type: 'Warning',
        reason: 'BackOff',
        message: 'Back-off restarting',
        count: 7,
        firstTimestamp: FIRST,
        lastTimestamp: LAST,
        source: { component: 'kubelet' },
      },
      expected: { time: LAST, firstTime: FIRST, count: 7, source: 'kubelet', object: { group: '', kind: 'Pod' } },
    },
    {
      by: 'the new API',
      event: {
        involvedObject: { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', name: 'orders' },
        eventTime: FIRST,
        firstTimestamp: null,
        lastTimestamp: null,
        series: { count: 3, lastObservedTime: LAST },
        reportingComponent: 'cloudnative-pg',
      },
      expected: {
        time: LAST,
        firstTime: FIRST,
        count: 3,
        source: 'cloudnative-pg',
        object: { group: 'postgresql.cnpg.io', kind: 'Cluster', name: 'orders' },
      },
    },
    {
      by: 'somebody who says next to nothing',
      event: {},
      expected: { time: FIRST, firstTime: FIRST, count: 1, object: { group: '', kind: '', name: '' } },
    },
  ])('are read as $by writes them', async ({ event, expected }) => {
    const { events } = eventsOver(() => pageOf([anEvent(event)]));
    expect((await events.in('team-a')).events).toMatchObject([expected]);
  });

  it('are shortened, and nothing of them is told that was not asked for', async () => {
    const { events } = eventsOver(() => pageOf([anEvent({ message: 'x'.repeat(5_000), related: { name: 'other' } })]));
    const [event] = (await events.in('team-a')).events;
    expect(event!.message).toHaveLength(1_024);
    expect(Object.keys(event!)).toHaveLength(8);
  });

  it('are told without what opens something', async () => {
    const { events } = eventsOver(() => pageOf([anEvent({ message: 'login by mysql://app:hunter2@orders failed' })]));
    expect((await events.in('team-a')).events[0]!.message).toBe('login by mysql://***@orders failed');
  });

  it('are read page by page, and no further than so many', async () => {
    const { events, client } = eventsOver(() => pageOf([anEvent()], 'more'));
    expect(await events.in('team-a')).toMatchObject({ truncated: true, events: { length: 10 } });
    expect(client.calls).toHaveLength(10);
    expect(client.calls[1]!.body).toMatchObject({ namespace: 'team-a', limit: 500, continue: 'more' });
  });

  it('are read once for all who ask within two seconds', async () => {
    const { events, client, clock } = eventsOver(() => pageOf([anEvent()]));
    await Promise.all([events.in('team-a'), events.in('team-a'), events.in('team-b')]);
    await events.in('team-a');
    expect(client.calls).toHaveLength(2);
    clock.jump(2_001);
    await events.in('team-a');
    expect(client.calls).toHaveLength(3);
  });

  it('are unavailable while the API server is, and asked for again at once', async () => {
    let isAway = true;
    const { events } = eventsOver(() => {
      if (isAway) throw aKubeError('ServiceUnavailable');
      return pageOf([]);
    });
    await expect(events.in('team-a')).rejects.toMatchObject({ code: 'unavailable' });
    isAway = false;
    expect(await events.in('team-a')).toEqual({ events: [], truncated: false });
  });
});
