import { aDatabaseCluster } from '../../../test/builders/database-cluster.js';
import { aDatabaseEngine } from '../../../test/builders/database-engine.js';
import type { DatabaseEngine } from '../../resources/database-engine/index.js';
import { ClusterConfiguration, type ParameterState } from './cluster-configuration.js';

const engine = aDatabaseEngine({
  parameters: [
    { name: 'work_mem', type: 'Size', restart: false },
    { name: 'max_connections', type: 'Integer', default: '100', restart: true },
    { name: 'io_method', type: 'Enum', allowed: ['sync', 'worker'], restart: true, lines: ['18'] },
  ],
  proxies: [
    {
      type: 'pgbouncer',
      defaultSize: 2,
      parameters: [{ name: 'default_pool_size', type: 'Integer', default: '20', restart: false }],
    },
  ],
});

const itemsOf = (spec: object, { status, known = engine }: { status?: object; known?: DatabaseEngine } = {}) =>
  new ClusterConfiguration((name) => (known.metadata.name === name ? known : undefined)).of(
    aDatabaseCluster(spec, { status: status as never }),
  ).items;

const namesOf = (items: readonly ParameterState[]): string[] => items.map(({ name }) => name);
const unknown = { inEffect: null, pendingRestart: null };

describe('the settings of a cluster', () => {
  it('are those that the engine lists, with what is wished for, and what holds without', () => {
    expect(itemsOf({ version: '17', config: [{ name: 'max_connections', value: '200' }] })).toEqual([
      { name: 'max_connections', desired: '200', default: '100', restart: true, ...unknown },
      { name: 'work_mem', desired: null, default: null, restart: false, ...unknown },
    ]);
  });

  it.each([
    ['that it asks for', { version: '18' }, undefined],
    ['that runs', { version: '17' }, { version: '18.4' }],
    ['that is to run', {}, { effective: { version: '18.4' } }],
  ])('are of the version %s', (_which, spec, status) => {
    expect(namesOf(itemsOf(spec, { status }))).toContain('io_method');
    expect(namesOf(itemsOf({ version: '17' }))).not.toContain('io_method');
  });

  it('are also those that it sets and nobody lists', () => {
    const [odd] = itemsOf({ config: [{ name: 'a_new_one', value: 'on' }] });
    expect(odd).toEqual({ name: 'a_new_one', desired: 'on', default: null, restart: null, ...unknown });
  });

  it('are those of its proxy too, where it has one', () => {
    const proxy = { type: 'pgbouncer', config: [{ name: 'default_pool_size', value: '40' }] };
    expect(itemsOf({ proxy }).at(-1)).toMatchObject({ component: 'proxy', desired: '40', default: '20' });
    expect(namesOf(itemsOf({ proxy: { type: 'none' } }))).not.toContain('default_pool_size');
  });

  it('are what it sets while the catalogue lacks its engine', () => {
    const known = { ...engine, metadata: { name: 'other' } };
    expect(namesOf(itemsOf({ config: [{ name: 'work_mem', value: '8MB' }] }, { known }))).toEqual(['work_mem']);
  });
});
