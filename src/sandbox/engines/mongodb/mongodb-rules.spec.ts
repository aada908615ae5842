import { aPsmdb, aVolume, SHARDED, type PsmdbOverrides } from '../../../../test/builders/stand-in-psmdb.js';
import { configurationProblem } from './configuration.js';
import { findProblem } from './validate-psmdb.js';
import { unreadable } from './versions.js';

describe('what the operator for MongoDB refuses', () => {
  const { replsets, sharding } = SHARDED;
  const member = { volumeSpec: aVolume() };

  it.each<{ given: string; object: PsmdbOverrides; says: RegExp }>([
    { given: 'no replica set', object: { spec: { replsets: [] } }, says: /at least one replica set/ },
    { given: 'several without sharding', object: { spec: { replsets } }, says: /only one replica set is allowed/ },
    {
      given: 'shards without routers',
      object: { spec: { replsets, sharding: { ...sharding!, mongos: undefined } } },
      says: /mongos/,
    },
    { given: 'a reserved name', object: { replset: { name: 'cfg' } }, says: /reserved name/ },
    {
      given: 'two of one name',
      object: { spec: { ...SHARDED, replsets: [replsets![0]!, replsets![0]!] } },
      says: /duplicated/,
    },
    { given: 'names that are too long together', object: { name: 'n'.repeat(48) }, says: /too long/ },
    { given: 'an even size', object: { replset: { size: 4 } }, says: /size 4 is unsafe/ },
    { given: 'a size of one', object: { replset: { size: 1 } }, says: /unsafeFlags\.replsetSize/ },
    { given: 'no volume', object: { replset: { volumeSpec: undefined } }, says: /volumeSpec should be specified/ },
    {
      given: 'a volume without a size',
      object: { replset: { volumeSpec: { persistentVolumeClaim: {} } } },
      says: /storage can't be empty/,
    },
    { given: 'no encryption', object: { spec: { tls: { mode: 'disabled' } } }, says: /TLS must be enabled/ },
    {
      given: 'two main storages',
      object: { spec: { backup: { enabled: true, image: 'x', storages: { a: {}, b: {} } } } },
      says: /exactly one/,
    },
    {
      given: 'a user without roles',
      object: { spec: { users: [{ name: 'app', roles: [] }] } },
      says: /at least one role/,
    },
  ])('is $given', ({ object, says }) => {
    expect(findProblem(aPsmdb(object))).toMatch(says);
  });

  it.each<{ given: string; object: PsmdbOverrides }>([
    { given: 'one replica set of three', object: {} },
    { given: 'shards with all that goes with them', object: { spec: SHARDED } },
    {
      given: 'a single member, against advice',
      object: {
        replset: { size: 1 },
        spec: { unsafeFlags: { replsetSize: true }, replsets: [{ size: 1, ...member }] },
      },
    },
    {
      given: 'any size while nothing is to run',
      object: { spec: { pause: true, replsets: [{ size: 2, ...member }] } },
    },
  ])('is not $given', ({ object }) => {
    expect(findProblem(aPsmdb(object))).toBeUndefined();
  });
});

describe('a configuration', () => {
  it.each([
    { text: '', says: undefined },
    { text: 'net:\n  maxIncomingConnections: 500\n', says: undefined },
    { text: 'net.maxIncomingConnections: "500"\n', says: undefined },
    { text: 'setParameter:\n  cursorTimeoutMillis: 1000\n', says: undefined },
    { text: 'net:\n  maxIncomingConnections: 1\n', says: 'Bad value for option net.maxIncomingConnections' },
    { text: 'net:\n  maxConnections: 5\n', says: 'Unrecognized option: net.maxConnections' },
    { text: 'constructor: 1\n', says: 'Unrecognized option: constructor' },
    { text: 'setParameter:\n  toString: 1\n', says: 'Unrecognized option: setParameter.toString' },
    { text: 'net: [', says: 'Error parsing YAML config file' },
    { text: 'just text', says: 'Error parsing YAML config file' },
  ])('of $text is judged by mongod: $says', ({ text, says }) => {
    expect(configurationProblem('mongod', text)).toBe(says);
  });

  it('of a server with data is not one of a router', () => {
    const text = 'operationProfiling:\n  mode: all\n';
    expect(configurationProblem('mongod', text)).toBeUndefined();
    expect(configurationProblem('mongos', text)).toBe('Unrecognized option: operationProfiling.mode');
  });
});

describe('data', () => {
  it.each([
    { release: '7.0', data: undefined, isRead: true },
    { release: '7.0', data: '7.0', isRead: true },
    { release: '8.0', data: '7.0', isRead: true },
    { release: '8.0', data: '6.0', isRead: false },
    { release: '7.0', data: '8.0', isRead: false },
    { release: '9.0', data: '8.0', isRead: true },
  ])('of $data are read by $release: $isRead', ({ release, data, isRead }) => {
    expect(unreadable(release, data) === undefined).toBe(isRead);
  });
});
