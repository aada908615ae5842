import { PinoLogger } from './pino-logger.js';

function linesOf(write: (logger: PinoLogger) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  write(PinoLogger.create({ level: 'info', destination: { write: (line) => void lines.push(line) } }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('PinoLogger', () => {
  it('writes one object a line, with the fields of its parents', () => {
    const [line] = linesOf((logger) => logger.child({ controller: 'c' }).info('Done', { key: 'a/b' }));
    expect(line).toMatchObject({ level: 'info', message: 'Done', controller: 'c', key: 'a/b' });
  });

  it('leaves out what is below its level', () => {
    expect(linesOf((logger) => logger.debug('Detail'))).toEqual([]);
  });

  it('never writes a secret', () => {
    const [line] = linesOf((logger) =>
      logger.info('Made', { token: 'abc', secret: { password: 'abc' }, request: { authorization: 'abc' } }),
    );
    expect(JSON.stringify(line)).not.toContain('abc');
  });
});
