import { aDatabaseEngine, aVersion } from '../../../test/builders/database-engine.js';
import type { DatabaseEngine } from '../../resources/database-engine/index.js';
import { levelFor, sayLevel, type LevelRequest } from './behaviour-level.js';

const LEVELS = ['1.21.0', '1.22.0', '1.23.0'];
const imageOf = (version: string): string => `percona/server:${version}`;
const VERSIONS = ['8.0.1', '8.0.2'].map((version) => aVersion(version, { image: imageOf(version) }));

const engineBeside = (operator?: string): DatabaseEngine => ({
  ...aDatabaseEngine({ versions: VERSIONS }),
  status: { operator: { name: 'some-operator', installed: true, version: operator } },
});

const levelOf = ({ operator, ...request }: Partial<LevelRequest> & { operator?: string }): string =>
  levelFor({ levels: LEVELS, engine: engineBeside(operator), version: '8.0.1', ...request });

const on = (level: string, version = '8.0.1') => ({ level, image: imageOf(version) });

describe('the level of a new database', () => {
  it.each([
    { operator: undefined, why: 'nobody knows its operator', level: '1.23.0' },
    { operator: '1.23.1', why: 'its operator is as new', level: '1.23.0' },
    { operator: '1.30.0', why: 'its operator is newer', level: '1.23.0' },
    { operator: '1.22.0', why: 'its operator is older', level: '1.22.0' },
    { operator: '1.9.0', why: 'its operator is older than all of them', level: '1.21.0' },
    { operator: 'main', why: 'its operator tells no release', level: '1.23.0' },
  ])('is $level where $why', ({ operator, level }) => {
    expect(levelOf({ operator })).toBe(level);
  });
});

describe('the level of a database that is there', () => {
  it.each([
    { what: 'stays', live: on('1.21.0'), version: '8.0.1', level: '1.21.0' },
    { what: 'is raised by one step with a newer version', live: on('1.21.0'), version: '8.0.2', level: '1.22.0' },
    { what: 'is the newest already', live: on('1.23.0'), version: '8.0.2', level: '1.23.0' },
    { what: 'is taken into the range from below it', live: on('1.9.0'), version: '8.0.2', level: '1.21.0' },
    { what: 'is not lowered from beyond the range', live: on('1.24.0'), version: '8.0.2', level: '1.24.0' },
    { what: 'stays when a version is taken back', live: on('1.22.0', '8.0.2'), version: '8.0.1', level: '1.22.0' },
    { what: 'stays where nobody knows what runs', live: { level: '1.21.0' }, version: '8.0.2', level: '1.21.0' },
    { what: 'waits for its operator', live: on('1.21.0'), version: '8.0.2', operator: '1.21.0', level: '1.21.0' },
  ])('$what', ({ level, ...request }) => {
    expect(levelOf(request)).toBe(level);
  });

  it.each([
    { level: '1.20.0', says: 'the next Upgrade to a newer version raises it' },
    { level: '1.24.0', says: 'what came with it is not known here' },
  ])('is told of where we do not render for it: $level', ({ level, says }) => {
    expect(sayLevel(level, LEVELS)).toContain(says);
  });

  it('is nothing to tell of where we do', () => {
    expect(sayLevel('1.22.0', LEVELS)).toBeUndefined();
  });
});
