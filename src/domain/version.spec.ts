import { aDatabaseEngine, aVersion, imageOf } from '../../test/builders/database-engine.js';
import { availableUpgrades, compareVersions, isInLine, resolveVersion } from './version.js';

describe('compareVersions', () => {
  it.each([
    ['17.6', '17.10', -1],
    ['17.6', '17.6', 0],
    ['17', '17.0', 0],
    ['18.0', '17.9', 1],
    ['8.0.36', '8.0.4', 1],
    ['8.0.36-28', '8.0.36-3', 1],
  ])('orders %s and %s by number', (a, b, expected) => {
    expect(Math.sign(compareVersions(a, b))).toBe(expected);
    expect(Math.sign(compareVersions(b, a))).toBe(expected === 0 ? 0 : -expected);
  });
});

describe('isInLine', () => {
  it.each([
    ['17.6', '17', true],
    ['17', '17', true],
    ['170.1', '17', false],
    ['8.0.36', '8.0', true],
    ['8.4.1', '8.0', false],
  ])('says whether %s is in %s', (version, line, expected) => {
    expect(isInLine(version, line)).toBe(expected);
  });
});

describe('resolveVersion', () => {
  const engine = aDatabaseEngine();

  it.each([
    { does: 'takes the default of the catalogue at creation when nothing is asked for', expected: '17.6' },
    { does: 'takes an exact version as it is', requested: '17.5', expected: '17.5' },
    { does: 'takes the default of the catalogue where the line holds it', requested: '17', expected: '17.6' },
    { does: 'takes the newest of a line that the default is not in', requested: '16', expected: '16.11' },
    { does: 'stays with what runs while it is in the line', requested: '17', running: '17.5', expected: '17.5' },
    { does: 'stays with what runs when nothing is asked for', running: '16.11', expected: '16.11' },
    { does: 'moves to the default of another line', requested: '17', running: '16.11', expected: '17.6' },
    { does: 'moves to an exact version of the same line', requested: '17.7', running: '17.5', expected: '17.7' },
    { does: 'knows nothing of a line that the catalogue lacks', requested: '12', expected: undefined },
    { does: 'knows nothing of a release that the catalogue lacks', requested: '17.99', expected: undefined },
  ])('$does', ({ requested, running, expected }) => {
    expect(resolveVersion({ requested, engine, running })?.version).toBe(expected);
  });

  it('names the image of the version', () => {
    expect(resolveVersion({ requested: '17', engine })?.image).toBe(imageOf('17.6'));
  });

  it('keeps what runs, without an image, after the catalogue has dropped it', () => {
    expect(resolveVersion({ requested: '17', engine, running: '17.2' })).toEqual({ version: '17.2' });
    expect(resolveVersion({ requested: '17.2', engine, running: '17.2' })).toEqual({ version: '17.2' });
  });

  it('prefers a recommended release of a line to a newer one, and anything to a deprecated one', () => {
    const versions = [
      aVersion('18.1', { status: 'Deprecated' }),
      aVersion('18.0'),
      aVersion('16.1', { status: 'Recommended' }),
      aVersion('16.2'),
    ];
    const other = aDatabaseEngine({ versions, defaultVersion: '16.1' });
    expect(resolveVersion({ requested: '18', engine: other })?.version).toBe('18.0');
    expect(resolveVersion({ requested: '16', engine: other })?.version).toBe('16.1');
  });
});

describe('availableUpgrades', () => {
  const engine = aDatabaseEngine();

  it('lists what the catalogue declares, oldest first', () => {
    expect(availableUpgrades(engine, '17.5')).toEqual(['17.6', '17.7', '18.4']);
  });

  it('lists nothing where the catalogue declares nothing', () => {
    expect(availableUpgrades(engine, '18.4')).toEqual([]);
  });

  it('lists every newer version for one that the catalogue has dropped', () => {
    expect(availableUpgrades(engine, '17.2')).toEqual(['17.5', '17.6', '17.7', '18.4']);
  });
});
