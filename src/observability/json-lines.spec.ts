import { constants, openSync, closeSync, readSync } from 'node:fs';
import { mkdtemp, open, readFile, rm, type FileHandle } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Registry } from 'prom-client';
import { eventually, ManualClock, settle } from '../../test/doubles/manual-clock.js';
import { RecordingLogger } from '../../test/doubles/recording-logger.js';
import { JsonLines } from './json-lines.js';

describe('lines of JSON', () => {
  let folder: string;
  let registry: Registry;
  let logger: RecordingLogger;
  let clock: ManualClock;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'json-lines-'));
    [registry, logger, clock] = [new Registry(), new RecordingLogger(), new ManualClock()];
  });
  afterEach(() => rm(folder, { recursive: true }));

  const linesTo = (fd: number, maxWaitingBytes?: number): JsonLines =>
    new JsonLines({ fd, registry, logger, clock, maxWaitingBytes });
  const counted = async (name: string): Promise<number> =>
    (await registry.getSingleMetric(name)!.get()).values[0]?.value ?? NaN;
  const figures = (): Promise<number[]> =>
    Promise.all(['audit_records_written_total', 'audit_records_lost_total'].map(counted));

  describe('to a file', () => {
    let file: FileHandle;
    const target = (): string => path.join(folder, 'audit.jsonl');
    beforeEach(async () => {
      file = await open(target(), 'a');
    });
    afterEach(() => file.close());

    it('are there in order when it is closed, and counted from nothing', async () => {
      const lines = linesTo(file.fd);
      expect(await figures()).toEqual([0, 0]);
      const records = Array.from({ length: 500 }, (_, i) => ({ i, text: 'two\nlines, ü' }));
      for (const record of records) lines.append(record);
      await lines.close();
      const written = (await readFile(target(), 'utf8')).trimEnd().split('\n');
      expect(written.map((line) => JSON.parse(line) as object)).toEqual(records);
      expect(await figures()).toEqual([500, 0]);
    });

    it('are counted as lost, and said to be, when they come after the end', async () => {
      const lines = linesTo(file.fd);
      await lines.close();
      lines.append({});
      expect(await figures()).toEqual([0, 1]);
      expect(logger.lines).toMatchObject([{ level: 'error', fields: { records: 1 } }]);
    });

    it('are tried again each second while nothing can be written, and told lost when the process ends', async () => {
      const unwritable = await open(target(), 'r');
      const lines = linesTo(unwritable.fd);
      lines.append({ a: 1 });
      const failures = (): number =>
        logger.lines.filter(({ message }) => message.endsWith('could not be written')).length;
      await eventually(() => failures() === 1);
      await eventually(() => clock.pendingTimers === 1);
      await clock.advance(1_000);
      await eventually(() => failures() === 2);
      const closed = lines.close();
      await clock.advance(2_000);
      await closed;
      expect(await figures()).toEqual([0, 1]);
      await unwritable.close();
    });
  });

  it('wait for a reader that is slow as long as there is room, then are lost, which is told at most each ten seconds', async () => {
    const pipe = path.join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const fd = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
    const lines = linesTo(fd, 200_000);
    const record = { text: 'x'.repeat(990) };
    for (let i = 0; i < 300; i++) lines.append(record);
    const [, lost] = await figures();
    expect(lost).toBeGreaterThan(90);
    const told = (): unknown[] => logger.lines.map(({ fields }) => fields['records']);
    expect(told()).toEqual([1]);

    let read = '';
    const buffer = Buffer.alloc(64 * 1024);
    const kept = 300 - lost!;
    for (let turns = 0; read.split('\n').length <= kept && turns < 10_000; turns++) {
      await clock.advance(20);
      read += readAvailable(fd, buffer);
      await settle();
    }
    const whole = read
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(whole).toEqual(Array(kept).fill(record));
    await clock.advance(10_000);
    expect(told()).toEqual([1, lost! - 1]);
    await lines.close();
    closeSync(fd);
  });
});

/** Nothing where nothing has come yet. */
function readAvailable(fd: number, buffer: Buffer): string {
  try {
    return buffer.toString('utf8', 0, readSync(fd, buffer));
  } catch {
    return '';
  }
}
