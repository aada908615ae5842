import { eventually, ManualClock, settle } from '../../../test/doubles/manual-clock.js';
import { RecordingLogger } from '../../../test/doubles/recording-logger.js';
import {
  hangUp,
  json,
  OpenStream,
  refusal,
  ScriptedServer,
  silence,
  streamOnce,
  type Answer,
} from '../../../test/doubles/scripted-server.js';
import { connect, type HttpKubeClient } from '../client/index.js';
import { POD, type KubeObject } from '../meta/index.js';
import { noMetrics } from '../metrics/kube-metrics.js';
import { Informer, type InformerSpec } from './informer.js';

let server: ScriptedServer;
let clock: ManualClock;
let client: HttpKubeClient;
let logger: RecordingLogger;
let informer: Informer;
let told: string[];

beforeEach(async () => {
  server = await ScriptedServer.start();
  clock = new ManualClock();
  logger = new RecordingLogger();
  told = [];
  client = connect(server.kubeConfig, { userAgent: 'spec/1', clock, maxTries: 1, watchIdleTimeoutMs: 180_000 });
  informer = anInformer();
});
afterEach(async () => {
  await informer.stop();
  await client.close();
  await server.close();
});

function anInformer(spec: Partial<InformerSpec<KubeObject>> = {}, overlapSeconds?: number): Informer {
  const parts = { client, clock, logger, metrics: noMetrics, random: () => 0, overlapSeconds };
  return tellOf(new Informer<KubeObject>({ type: POD, ...spec }, parts));
}

function tellOf(created: Informer): Informer {
  created.addHandler({
    add: ({ metadata }, isInitial) => told.push(`${isInitial ? 'initial' : 'add'} ${metadata.name}`),
    update: (previous, { metadata }) =>
      told.push(`update ${metadata.name} ${previous.metadata.resourceVersion}>${metadata.resourceVersion}`),
    delete: ({ metadata }, tombstone) => told.push(`${tombstone ? 'tombstone' : 'delete'} ${metadata.name}`),
  });
  return created;
}

const aPod = (name: string, resourceVersion: string, more: Partial<KubeObject['metadata']> = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { namespace: 'shop', name, uid: `uid-${name}`, resourceVersion, ...more },
});
const list = (resourceVersion: string, ...items: KubeObject[]): Answer =>
  json(200, { metadata: { resourceVersion }, items });
const page = (token: string, ...items: KubeObject[]): Answer =>
  json(200, { metadata: { resourceVersion: '10', continue: token }, items });
const bookmark = (resourceVersion: string): object => ({ type: 'BOOKMARK', object: { metadata: { resourceVersion } } });
const tooOld = { type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired', message: 'too old' } };
const lines = (...events: object[]): string => events.map((event) => `${JSON.stringify(event)}\n`).join('');

const delays = (): unknown[] => logger.lines.map(({ fields }) => fields.delayMs).filter((delay) => delay !== undefined);
const requestsSeen = (): string[] =>
  server.requests.map(
    ({ query }) => `${query.get('watch') ? 'watch' : 'list'} ${query.get('resourceVersion') ?? 'latest'}`,
  );
const seen = (count: number): Promise<void> => eventually(() => server.requests.length === count);
const interrupted = (count: number): Promise<void> => eventually(() => delays().length === count);

describe('the usual course', () => {
  it('lists whatever the server has at hand, then watches from there, with bookmarks and an end', async () => {
    const stream = new OpenStream();
    server.script(list('10', aPod('a', '5')), stream.answer);
    informer.start();
    await eventually(() => stream.isOpen);
    expect(requestsSeen()).toEqual(['list 0', 'watch 10']);
    expect(server.requests[0]!.query.get('limit')).toBe('500');
    expect(server.requests[1]!.query.get('allowWatchBookmarks')).toBe('true');
    expect(Number(server.requests[1]!.query.get('timeoutSeconds'))).toBeGreaterThanOrEqual(300);
    expect(informer.hasSynced()).toBe(true);
    expect(told).toEqual(['initial a']);
  });

  it('tells of additions, changes and deletions once the store shows them', async () => {
    const stream = new OpenStream();
    server.script(list('10', aPod('a', '5')), stream.answer);
    informer.start();
    await eventually(() => stream.isOpen);
    stream.send({ type: 'ADDED', object: aPod('b', '11') }, { type: 'MODIFIED', object: aPod('a', '12') });
    stream.send({ type: 'DELETED', object: aPod('b', '13') });
    await eventually(() => informer.lastSyncRv === '13');
    expect(told).toEqual(['initial a', 'add b', 'update a 5>12', 'delete b']);
    expect(informer.store.list('shop').map(({ metadata }) => metadata.name)).toEqual(['a']);
  });

  it('follows pages to their end', async () => {
    server.script(page('two', aPod('a', '1')), list('10', aPod('b', '2')));
    informer.start();
    await seen(3);
    expect(server.requests[1]!.query.get('continue')).toBe('two');
    expect(server.requests[1]!.query.get('resourceVersion')).toBeNull();
    expect(told).toEqual(['initial a', 'initial b']);
  });

  it('goes on from the last bookmark without a list when a watch ends', async () => {
    const stream = new OpenStream();
    server.script(list('10'), stream.answer);
    informer.start();
    await eventually(() => stream.isOpen);
    for (let minute = 1; minute <= 60; minute += 1) {
      stream.send(bookmark(String(10 + minute)));
      await eventually(() => informer.lastSyncRv === String(10 + minute));
      await clock.advance(60_000);
    }
    stream.end();
    await seen(3);
    expect(requestsSeen()).toEqual(['list 0', 'watch 10', 'watch 70']);
    expect(told).toEqual([]);
  });

  it('drops bookkeeping before it stores, or runs the transform it was given', async () => {
    const full = aPod('a', '5', {
      managedFields: [{}],
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}', mine: 'yes' },
    });
    server.script(list('10', full));
    informer.start();
    await informer.waitForSync();
    expect(informer.store.get('shop/a')!.metadata).toEqual({
      ...aPod('a', '5').metadata,
      annotations: { mine: 'yes' },
    });
  });

  it('tells a late handler of what is there', async () => {
    server.script(list('10', aPod('a', '5')));
    informer.start();
    await informer.waitForSync();
    const late: string[] = [];
    informer.addHandler({ add: ({ metadata }, isInitial) => late.push(`${metadata.name} ${isInitial}`) });
    expect(late).toEqual(['a true']);
  });

  it('wakes who waits for a version as soon as it is seen', async () => {
    const stream = new OpenStream();
    server.script(list('10'), stream.answer);
    informer.start();
    await eventually(() => stream.isOpen);
    const reached = informer.waitForVersion('12', 5_000);
    const missed = informer.waitForVersion('99', 5_000);
    stream.send({ type: 'ADDED', object: aPod('a', '12') });
    await expect(reached).resolves.toBe(true);
    await clock.advance(5_000);
    await expect(missed).resolves.toBe(false);
    await expect(informer.waitForVersion('9', 5_000)).resolves.toBe(true);
  });
});

describe('an expired version', () => {
  it.each([
    { form: 'an ERROR event', answer: streamOnce(lines(tooOld)) },
    { form: 'HTTP 410', answer: refusal(410, 'Expired') },
  ])('as $form is healed at once by a list of the latest', async ({ answer }) => {
    server.script(list('10', aPod('a', '5')), answer, list('50', aPod('b', '40')));
    informer.start();
    await seen(4);
    expect(requestsSeen()).toEqual(['list 0', 'watch 10', 'list latest', 'watch 50']);
    expect(told).toEqual(['initial a', 'add b', 'tombstone a']);
    expect(delays()).toEqual([0]);
  });

  it('that is met after a lost connection needs no further wait', async () => {
    server.script(list('10'), hangUp, refusal(410, 'Expired'));
    informer.start();
    await interrupted(1);
    await clock.advance(800);
    await seen(4);
    expect(delays()).toEqual([800, 0]);
  });

  it('backs off when it comes again and again', async () => {
    server.script(...Array.from({ length: 3 }, () => [list('10'), streamOnce(lines(tooOld))]).flat());
    informer.start();
    await interrupted(2);
    expect(delays()).toEqual([0, 1_600]);
    await clock.advance(1_600);
    await interrupted(3);
    expect(delays()).toEqual([0, 1_600, 3_200]);
  });

  it('of a later page makes the next list come in one piece', async () => {
    server.script(page('two', aPod('a', '1')), refusal(410, 'Expired'), list('20', aPod('a', '1'), aPod('b', '2')));
    informer.start();
    await seen(4);
    expect(requestsSeen()).toEqual(['list 0', 'list latest', 'list latest', 'watch 20']);
    expect(server.requests[2]!.query.get('limit')).toBeNull();
    expect(told).toEqual(['initial a', 'initial b']);
  });

  it('that lies in the future is given up for the latest', async () => {
    const details = { causes: [{ reason: 'ResourceVersionTooLarge' }] };
    server.script(refusal(504, 'Timeout', { details }), list('10'));
    informer.start();
    await seen(3);
    expect(requestsSeen()).toEqual(['list 0', 'list latest', 'watch 10']);
  });
});

describe('failures', () => {
  it('of a server that closes at once are met ever more slowly', async () => {
    server.script(...Array.from({ length: 8 }, () => [list('10'), streamOnce()]).flat());
    informer.start();
    for (const [index, delayMs] of [800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000].entries()) {
      await interrupted(index + 1);
      expect(delays().at(-1)).toBe(delayMs);
      await clock.advance(delayMs);
    }
  });

  it('are forgotten after two minutes without one', async () => {
    const stream = new OpenStream();
    server.script(hangUp, list('10'), stream.answer, hangUp);
    informer.start();
    await interrupted(1);
    await clock.advance(800);
    await eventually(() => stream.isOpen);
    await clock.advance(121_000);
    stream.break();
    await interrupted(2);
    expect(delays()).toEqual([800, 800]);
  });

  it('of an overloaded server are met when it wants to be asked again', async () => {
    server.script(list('10'), json(429, {}, { 'Retry-After': '7' }));
    informer.start();
    await interrupted(1);
    await clock.advance(6_999);
    expect(server.requests).toHaveLength(2);
    await clock.advance(1);
    await seen(3);
    expect(requestsSeen()).toEqual(['list 0', 'watch 10', 'watch 10']);
  });

  it('of a stream that was of use resume it at once, however often', async () => {
    const streams = Array.from({ length: 5 }, () => new OpenStream());
    server.script(list('10'), ...streams.map(({ answer }) => answer));
    informer.start();
    for (const [index, stream] of streams.entries()) {
      await eventually(() => stream.isOpen);
      stream.send(bookmark(String(11 + index)));
      await eventually(() => informer.lastSyncRv === String(11 + index));
      stream.break();
    }
    await seen(7);
    expect(requestsSeen().at(-1)).toBe('watch 15');
    expect(delays()).toEqual([0, 0, 0, 0, 0]);
  });

  it('of a server that repeats itself and hangs up are met ever more slowly', async () => {
    const again = streamOnce(lines({ type: 'ADDED', object: aPod('a', '9') }));
    server.script(list('10'), again, list('10'), again);
    informer.start();
    await interrupted(1);
    await clock.advance(800);
    await interrupted(2);
    expect(delays()).toEqual([800, 1_600]);
  });

  it.each([
    { cause: 'half a line', answer: streamOnce(`${lines({ type: 'ADDED', object: aPod('a', '11') })}{"type":"ADD`) },
    { cause: 'throttling', answer: refusal(429, 'TooManyRequests') },
    { cause: 'a lost connection', answer: hangUp },
  ])('such as $cause resume the watch where it was', async ({ answer }) => {
    server.script(list('11', aPod('a', '11')), answer);
    informer.start();
    await interrupted(1);
    await clock.advance(800);
    await seen(3);
    expect(requestsSeen()).toEqual(['list 0', 'watch 11', 'watch 11']);
    expect(told).toEqual(['initial a']);
  });

  it.each([
    { cause: 'a broken line', answer: streamOnce('{]\n') },
    { cause: 'an ERROR event', answer: streamOnce(lines({ type: 'ERROR', object: { kind: 'Status', code: 500 } })) },
    { cause: 'a refusal', answer: refusal(403, 'Forbidden') },
  ])('such as $cause list anew', async ({ answer }) => {
    server.script(list('11'), answer);
    informer.start();
    await interrupted(1);
    await clock.advance(800);
    await seen(3);
    expect(requestsSeen()).toEqual(['list 0', 'watch 11', 'list 11']);
  });

  it('include silence', async () => {
    server.script(list('10'), silence);
    informer.start();
    await seen(2);
    await clock.advance(180_000);
    await interrupted(1);
    expect(logger.lines.at(-1)!.fields.cause).toBe('disconnected');
  });

  it('of a handler disturb neither the other handlers nor the stream', async () => {
    const stream = new OpenStream();
    server.script(list('10', aPod('a', '5')), stream.answer);
    const broken = anInformer();
    broken.addHandler({
      add: () => {
        throw new Error('a mistake');
      },
      update: () => Promise.reject(new Error('another')) as unknown as undefined,
    });
    broken.addHandler({ update: ({ metadata }) => told.push(`second ${metadata.name}`) });
    broken.start();
    await eventually(() => stream.isOpen);
    stream.send({ type: 'MODIFIED', object: aPod('a', '11') });
    await eventually(() => told.includes('second a'));
    await settle();
    expect(logger.lines.filter(({ message }) => message === 'Informer handler failed')).toHaveLength(2);
    await broken.stop();
  });

  it('keep what is cached while the kind is not served', async () => {
    server.script(list('10', aPod('a', '5')), refusal(404, 'NotFound'));
    informer.start();
    await interrupted(1);
    expect(informer.isServed).toBe(false);
    expect(informer.store.size).toBe(1);
    server.script(list('20'));
    informer.wake();
    await eventually(() => informer.isServed);
    expect(told).toEqual(['initial a', 'tombstone a']);
  });
});

describe('what was missed', () => {
  it('is a deletion followed by an addition when the name stands for another object', async () => {
    server.script(list('10', aPod('a', '5')), refusal(410, 'Expired'), list('50', aPod('a', '40', { uid: 'another' })));
    informer.start();
    await seen(4);
    expect(told).toEqual(['initial a', 'tombstone a', 'add a']);
  });

  it('is an update when a list shows a newer version, and nothing when it shows the same', async () => {
    const first = list('10', aPod('a', '5'), aPod('b', '6'));
    server.script(first, refusal(410, 'Expired'), list('50', aPod('a', '5'), aPod('b', '40')));
    informer.start();
    await seen(4);
    expect(told).toEqual(['initial a', 'initial b', 'update b 6>40']);
  });
});

describe('old news', () => {
  it('after a reconnect to a server that lags does not turn back what is known', async () => {
    const stream = new OpenStream();
    server.script(list('10', aPod('a', '5')), stream.answer);
    informer.start();
    await eventually(() => stream.isOpen);
    stream.send({ type: 'MODIFIED', object: aPod('a', '12') }, { type: 'DELETED', object: aPod('b', '13') });
    stream.send({ type: 'MODIFIED', object: aPod('a', '11') }, { type: 'ADDED', object: aPod('b', '11') });
    stream.send(bookmark('14'));
    await eventually(() => informer.lastSyncRv === '14');
    expect(told).toEqual(['initial a', 'update a 5>12']);
    expect(informer.store.get('shop/a')!.metadata.resourceVersion).toBe('12');
  });
});

describe('a streaming start', () => {
  const end = {
    type: 'BOOKMARK',
    object: { metadata: { resourceVersion: '20', annotations: { 'k8s.io/initial-events-end': 'true' } } },
  };
  const added = (name: string, resourceVersion: string): object => ({
    type: 'ADDED',
    object: aPod(name, resourceVersion),
  });

  beforeEach(() => {
    const parts = { client, clock, logger, metrics: noMetrics, random: () => 0, streaming: true };
    informer = tellOf(new Informer<KubeObject>({ type: POD }, parts));
  });

  it('publishes what is there once the server says that this is all, and goes on in the same stream', async () => {
    const stream = new OpenStream();
    server.script(stream.answer);
    informer.start();
    await eventually(() => stream.isOpen);
    stream.send(added('a', '5'), added('b', '6'), bookmark('7'));
    await settle();
    expect(informer.hasSynced()).toBe(false);
    stream.send(end, { type: 'MODIFIED', object: aPod('a', '21') });
    await eventually(() => informer.lastSyncRv === '21');
    expect(told).toEqual(['initial a', 'initial b', 'update a 5>21']);
    expect(server.requests).toHaveLength(1);
    const { query } = server.requests[0]!;
    expect(query.get('sendInitialEvents')).toBe('true');
    expect(query.get('resourceVersionMatch')).toBe('NotOlderThan');
    expect(query.has('resourceVersion')).toBe(false);
    await clock.advance(60_000);
    expect(server.requests).toHaveLength(1);
  });

  it('resumes as any watch does when the stream breaks later', async () => {
    const stream = new OpenStream();
    server.script(stream.answer);
    informer.start();
    await eventually(() => stream.isOpen);
    stream.send(end);
    await eventually(() => informer.hasSynced());
    stream.send(bookmark('30'));
    await eventually(() => informer.lastSyncRv === '30');
    stream.break();
    await seen(2);
    expect(requestsSeen()[1]).toBe('watch 30');
  });

  it.each([
    { given: 'refuses it', answer: refusal(422, 'Invalid') },
    { given: 'breaks off', answer: streamOnce(lines(added('lost', '5'))) },
    { given: 'has forgotten', answer: streamOnce(lines(tooOld)) },
  ])('gives way to a list, for good, where the server $given', async ({ answer }) => {
    server.script(answer, list('10', aPod('a', '5')), streamOnce(lines(tooOld)), list('40', aPod('a', '5')));
    informer.start();
    await seen(5);
    expect(requestsSeen().slice(1)).toEqual(['list 0', 'watch 10', 'list latest', 'watch 40']);
    expect(told).toEqual(['initial a']);
  });

  it('gives way to a list where the server takes it for an ordinary watch', async () => {
    const stream = new OpenStream();
    server.script(stream.answer, list('10', aPod('a', '5')));
    informer.start();
    await eventually(() => stream.isOpen);
    stream.send(added('a', '5'));
    await settle();
    await clock.advance(20_000);
    await seen(3);
    expect(told).toEqual(['initial a']);
  });

  it('has time to say all there is, where watches are to be short, and makes way for one that is', async () => {
    const stream = new OpenStream();
    const parts = { client, clock, logger, metrics: noMetrics, random: () => 0, streaming: true, overlapSeconds: 30 };
    informer = tellOf(new Informer<KubeObject>({ type: POD }, parts));
    server.script(stream.answer, silence);
    informer.start();
    await eventually(() => stream.isOpen);
    stream.send(added('a', '5'), end);
    await seen(2);
    expect(told).toEqual(['initial a']);
    expect(requestsSeen()[1]).toBe('watch 20');
    expect(server.requests.map(({ query }) => query.get('timeoutSeconds'))).toEqual(['300', '24']);
    await eventually(() => server.requests[0]!.isClosed);
  });

  it('can be stopped in the middle', async () => {
    const stream = new OpenStream();
    server.script(stream.answer);
    informer.start();
    await eventually(() => stream.isOpen);
    stream.send(added('a', '5'));
    await informer.stop();
    await eventually(() => server.requests[0]!.isClosed);
    expect(clock.pendingTimers).toBe(0);
    expect(told).toEqual([]);
  });
});

describe('overlapping watches', () => {
  beforeEach(() => {
    informer = anInformer({}, 30);
  });

  it('end within the period, and begin where the one before began', async () => {
    server.script(list('10'), streamOnce(lines(bookmark('15'))), streamOnce(lines(bookmark('18'))), silence);
    informer.start();
    await seen(4);
    expect(requestsSeen()).toEqual(['list 0', 'watch 10', 'watch 10', 'watch 15']);
    expect(server.requests[1]!.query.get('timeoutSeconds')).toBe('24');
  });

  it('tell what one stream did not deliver, and nothing a second time', async () => {
    const [lost, known] = [
      { type: 'ADDED', object: aPod('lost', '11') },
      { type: 'ADDED', object: aPod('b', '12') },
    ];
    server.script(
      list('10', aPod('a', '5')),
      streamOnce(lines(known)),
      streamOnce(lines(lost, known, bookmark('13'))),
      silence,
    );
    informer.start();
    await seen(4);
    expect(told).toEqual(['initial a', 'add b', 'add lost']);
    expect(informer.lastSyncRv).toBe('13');
  });

  it('do not bring back what was deleted meanwhile', async () => {
    const [born, died] = [
      { type: 'ADDED', object: aPod('b', '11') },
      { type: 'DELETED', object: aPod('b', '12') },
    ];
    server.script(list('10'), streamOnce(lines(born, died)), streamOnce(lines(born, died, bookmark('13'))), silence);
    informer.start();
    await seen(4);
    expect(told).toEqual(['add b', 'delete b']);
  });

  it('notice a deletion that was not delivered, but not one that is older than what is there', async () => {
    const born = { type: 'ADDED', object: aPod('b', '13', { uid: 'second' }) };
    const [ofA, ofB] = [aPod('a', '11'), aPod('b', '12')].map((object) => ({ type: 'DELETED', object }));
    server.script(
      list('10', aPod('a', '5')),
      streamOnce(lines(born)),
      streamOnce(lines(ofA!, ofB!, born, bookmark('14'))),
      silence,
    );
    informer.start();
    await seen(4);
    expect(told).toEqual(['initial a', 'add b', 'delete a']);
  });
});

describe('stop', () => {
  it.each<{ phase: string; script: Answer[]; reached: () => boolean }>([
    { phase: 'a list', script: [silence], reached: () => server.requests.length === 1 },
    { phase: 'a later page', script: [page('two'), silence], reached: () => server.requests.length === 2 },
    { phase: 'a watch without headers', script: [list('10'), silence], reached: () => server.requests.length === 2 },
    {
      phase: 'a quiet watch',
      script: [list('10'), new OpenStream().answer],
      reached: () => server.requests.length === 2,
    },
    { phase: 'a back-off', script: [refusal(500, 'InternalError')], reached: () => delays().length === 1 },
  ])('during $phase ends it, and nothing is opened after', async ({ script, reached }) => {
    server.script(...script);
    informer.start();
    await eventually(reached);
    const before = server.requests.length;
    await informer.stop();
    await eventually(() => server.requests.every(({ isClosed }) => isClosed));
    await clock.advance(600_000);
    expect(server.requests).toHaveLength(before);
    expect(clock.pendingTimers).toBe(0);
  });

  it('before anything was sent leaves it unsent', async () => {
    informer.start();
    await informer.stop();
    expect(server.requests).toHaveLength(0);
  });

  it('can be followed by another start, which lists', async () => {
    server.script(list('10', aPod('a', '5')), silence, list('20'));
    informer.start();
    await seen(2);
    await informer.stop();
    informer.start();
    await seen(4);
    expect(requestsSeen()).toEqual(['list 0', 'watch 10', 'list 10', 'watch 20']);
    expect(told).toEqual(['initial a', 'tombstone a']);
  });
});
