import { aClusterThatRan, aDatabaseCluster } from '../../../test/builders/database-cluster.js';
import { inQueryString, predicateOf } from '../reading/list-declaration.js';
import { CLUSTER_LIST } from './cluster-list.js';

const running = aClusterThatRan();
const fresh = aDatabaseCluster();
const versionless = aDatabaseCluster({ version: undefined });

describe('a filter of clusters', () => {
  it.each([
    { does: 'takes everything without a wish', cluster: fresh, filter: {}, expected: true },
    {
      does: 'finds its engine among several',
      cluster: fresh,
      filter: { engine: ['mysql', 'postgresql'] },
      expected: true,
    },
    { does: 'leaves out other engines', cluster: fresh, filter: { engine: ['mysql'] }, expected: false },
    { does: 'finds its name', cluster: fresh, filter: { name: ['orders'] }, expected: true },
    { does: 'takes no part of a name for it', cluster: fresh, filter: { name: ['order'] }, expected: false },
    { does: 'finds how its name begins', cluster: fresh, filter: { q: 'ord' }, expected: true },
    { does: 'finds labels that it lacks', cluster: fresh, filter: { labelSelector: '!tier' }, expected: true },
    { does: 'finds its phase', cluster: running, filter: { phase: ['Running' as const] }, expected: true },
    {
      does: 'calls pending what has no status yet',
      cluster: fresh,
      filter: { phase: ['Pending' as const] },
      expected: true,
    },
    { does: 'finds the exact version that runs', cluster: running, filter: { version: ['17.6'] }, expected: true },
    { does: 'finds the line of what runs', cluster: running, filter: { version: ['17'] }, expected: true },
    {
      does: 'prefers what runs to what is wished',
      cluster: aClusterThatRan({ version: '18' }),
      filter: { version: ['18'] },
      expected: false,
    },
    { does: 'goes by the wish until something runs', cluster: fresh, filter: { version: ['17'] }, expected: true },
    {
      does: 'finds no version where none is known',
      cluster: versionless,
      filter: { version: ['17'] },
      expected: false,
    },
    { does: 'takes no prefix for a line', cluster: running, filter: { version: ['1'] }, expected: false },
    {
      does: 'wants every wish fulfilled',
      cluster: running,
      filter: { engine: ['postgresql'], name: ['x'] },
      expected: false,
    },
  ])('$does', ({ cluster, filter, expected }) => {
    expect(predicateOf(CLUSTER_LIST, filter, inQueryString)(cluster)).toBe(expected);
  });
});
