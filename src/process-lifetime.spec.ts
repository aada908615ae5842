import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';

interface Ending {
  readonly code: number | null;
  readonly log: string;
}

/**
 * Runs a process that is supervised, with `stop` as its way to stop; `then` is what happens to it. Its own clock is
 * real: what is to take long never ends by itself.
 */
async function runProcess(stop: string, then: string, deadlineMs = 60_000, signalTwice = false): Promise<Ending> {
  const module = new URL('./process-lifetime.ts', import.meta.url).href;
  const script = `
    import { superviseProcess } from ${JSON.stringify(module)};
    const say = (text) => process.stdout.write(text + '\\n');
    const logger = { info: (text, { reason }) => say(text + ' ' + reason), error: (text, { err }) => say(text + ' ' + err.message) };
    const forever = setInterval(() => {}, 1000);
    const fail = superviseProcess(${stop}, logger, ${deadlineMs});
    say('ready');
    ${then}
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let log = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    log += text;
    if (signalTwice && text.includes('Stopping SIGTERM')) child.kill('SIGINT');
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, log: log.replace('ready\n', '').trim() };
}

const WELL = 'async () => {}';
const NEVER = '() => new Promise(() => {})';
const SIGNAL = (name: string): string => `process.kill(process.pid, '${name}');`;

describe('superviseProcess', () => {
  it.each(['SIGTERM', 'SIGINT'])('stops what runs at a %s, and ends well', async (signal) => {
    expect(await runProcess(WELL, SIGNAL(signal))).toEqual({ code: 0, log: `Stopping ${signal}` });
  });

  it('ends badly when stopping fails', async () => {
    const ending = await runProcess("async () => { throw new Error('stuck'); }", SIGNAL('SIGTERM'));
    expect(ending).toEqual({ code: 1, log: 'Stopping SIGTERM\nStopping failed stuck' });
  });

  it('ends when the deadline has passed, whatever still runs', async () => {
    expect((await runProcess(NEVER, SIGNAL('SIGTERM'), 50)).code).toBe(1);
  });

  it('ends at once at a second signal', async () => {
    expect(await runProcess(NEVER, SIGNAL('SIGTERM'), 60_000, true)).toEqual({ code: 130, log: 'Stopping SIGTERM' });
  });

  it.each([
    { does: 'an error that nobody caught', then: "setImmediate(() => { throw new Error('bug'); });" },
    { does: 'a promise that nobody caught', then: "void Promise.reject(new Error('bug'));" },
    { does: 'what cannot go on', then: "fail(new Error('bug'));" },
  ])('logs $does, stops what runs, and ends badly', async ({ then }) => {
    expect(await runProcess(WELL, then)).toEqual({ code: 1, log: 'Failed beyond repair bug\nStopping failure' });
  });
});
