import { kindOf } from '../../../../../test/contract/lean-crds.js';
import { leanCrds } from './index.js';

describe('lean CRDs', () => {
  it('are one for each kind that the stand-in serves, PodMonitor, and ObjectStore where the plugin is', () => {
    const withoutPlugin = [
      'Cluster',
      'Backup',
      'ScheduledBackup',
      'Pooler',
      'ImageCatalog',
      'ClusterImageCatalog',
      'PodMonitor',
    ];
    expect(leanCrds(true).map(kindOf)).toEqual([...withoutPlugin, 'ObjectStore']);
    expect(leanCrds(false).map(kindOf)).toEqual(withoutPlugin);
  });
});
