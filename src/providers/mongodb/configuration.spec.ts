import { parse } from 'yaml';
import { configurationOf } from './configuration.js';

const read = (...settings: (readonly [name: string, value: string])[]): unknown => {
  const text = configurationOf(settings.map(([name, value]) => ({ name, value })));
  return text === undefined ? undefined : parse(text);
};

describe('the file that mongod reads', () => {
  it('is not there where nothing is asked for', () => {
    expect(configurationOf(undefined)).toBeUndefined();
    expect(configurationOf([])).toBeUndefined();
  });

  it('has sections, and values of their kinds', () => {
    expect(
      read(
        ['net.maxIncomingConnections', '2000'],
        ['net.compression.compressors', 'snappy,zstd'],
        ['operationProfiling.slowOpSampleRate', '0.5'],
        ['setParameter.ttlMonitorEnabled', 'false'],
        ['setParameter.x', '007'],
        ['operationProfiling.filter', '{ op: "query" }\nsecurity: {}'],
      ),
    ).toEqual({
      net: { maxIncomingConnections: 2000, compression: { compressors: 'snappy,zstd' } },
      operationProfiling: { slowOpSampleRate: 0.5, filter: '{ op: "query" }\nsecurity: {}' },
      setParameter: { ttlMonitorEnabled: false, x: '007' },
    });
  });

  it('is the same in whatever order it is asked for', () => {
    const a = { name: 'net.a', value: '1' };
    const b = { name: 'net.b', value: '2' };
    expect(configurationOf([a, b])).toBe(configurationOf([b, a]));
  });

  it('takes names for names, whatever they mean elsewhere', () => {
    expect(configurationOf([{ name: '__proto__.polluted', value: 'true' }])).toBe('__proto__:\n  polluted: true\n');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
