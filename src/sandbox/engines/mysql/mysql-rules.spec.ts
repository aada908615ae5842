import { aPxc, ALONE, type PxcOverrides } from '../../../../test/builders/stand-in-pxc.js';
import { aVolume } from '../../../../test/builders/stand-in-psmdb.js';
import { configurationProblem } from './configuration.js';
import { findProblem } from './validate-pxc.js';
import { unreadable } from './versions.js';

describe('what the operator for XtraDB Cluster refuses', () => {
  const { pxc, haproxy } = aPxc().spec;
  const proxysql = { enabled: true, size: 2, image: 'x', volumeSpec: aVolume() };

  it.each<{ given: string; object: PxcOverrides; says: RegExp }>([
    { given: 'a name of more than 22 characters', object: { name: 'n'.repeat(23) }, says: /too long/ },
    { given: 'no members', object: { spec: { pxc: undefined } }, says: /spec\.pxc section is not specified/ },
    {
      given: 'members without an image',
      object: { spec: { pxc: { ...pxc, image: undefined } } },
      says: /pxc\.Image can't be empty/,
    },
    { given: 'both proxies', object: { spec: { proxysql } }, says: /only select one/ },
    {
      given: 'a proxy without a volume',
      object: { spec: { haproxy: { enabled: false }, proxysql: { ...proxysql, volumeSpec: undefined } } },
      says: /ProxySQL: volumeSpec/,
    },
    { given: 'two members', object: { spec: { pxc: { ...pxc, size: 2 } } }, says: /at least 3/ },
    { given: 'four members', object: { spec: { pxc: { ...pxc, size: 4 } } }, says: /odd/ },
    { given: 'seven members', object: { spec: { pxc: { ...pxc, size: 7 } } }, says: /at most 5/ },
    {
      given: 'one proxy',
      object: { spec: { haproxy: { ...haproxy, size: 1 } } },
      says: /HAProxy size must be at least 2/,
    },
    { given: 'no encryption', object: { spec: { tls: { enabled: false } } }, says: /TLS must be enabled/ },
    { given: 'backups without an image', object: { spec: { backup: {} } }, says: /backup\.Image/ },
    {
      given: 'a log that goes nowhere',
      object: { spec: { backup: { image: 'x', pitr: { enabled: true, storageName: 'log' } } } },
      says: /storage log doesn't exist/,
    },
    { given: 'a user twice', object: { spec: { users: [{ name: 'app' }, { name: 'app' }] } }, says: /defined twice/ },
  ])('is $given', ({ object, says }) => {
    expect(findProblem(aPxc(object))).toMatch(says);
  });

  it.each<{ given: string; object: PxcOverrides }>([
    { given: 'three members behind two proxies', object: {} },
    { given: 'one of each, against advice', object: { spec: ALONE } },
    { given: 'any size while nothing is to run', object: { spec: { pause: true, pxc: { ...pxc, size: 2 } } } },
  ])('is not $given', ({ object }) => {
    expect(findProblem(aPxc(object))).toBeUndefined();
  });
});

describe('a configuration', () => {
  it.each([
    { text: undefined, says: undefined },
    { text: '[mysqld]\nmax_connections=300\n', says: undefined },
    { text: '[mysqld]\n# a remark\nMAX-CONNECTIONS = 300\ninnodb_buffer_pool_size=1G\n', says: undefined },
    { text: '[mysqld]\ninnodb_buffer_pool_size={{containerMemoryLimit * 3 / 4}}\n', says: undefined },
    { text: '[mysqld]\nskip-name-resolve\nloose_whatever=1\n', says: undefined },
    { text: '[client]\nwhatever=1\n', says: undefined },
    { text: '[mysqld]\nmax_conections=300\n', says: "unknown variable 'max_conections=300'" },
    { text: '[mysqld]\nconstructor=1\n', says: "unknown variable 'constructor=1'" },
    { text: '[mysqld]\nmax_connections=many\n', says: "option 'max_connections' was given a wrong value: many" },
    { text: 'max_connections=300\n', says: 'Found option without preceding group in config file: max_connections=300' },
  ])('of $text is judged by mysqld: $says', ({ text, says }) => {
    expect(configurationProblem(text)).toBe(says);
  });
});

describe('data', () => {
  it.each([
    { release: '8.0', data: undefined, isRead: true },
    { release: '8.4', data: '8.0', isRead: true },
    { release: '8.4', data: '5.7', isRead: false },
    { release: '8.0', data: '8.4', isRead: false },
  ])('of $data are read by $release: $isRead', ({ release, data, isRead }) => {
    expect(unreadable(release, data) === undefined).toBe(isRead);
  });
});
