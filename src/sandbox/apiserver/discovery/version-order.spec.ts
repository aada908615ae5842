import { compareVersions } from './version-order.js';

describe('compareVersions', () => {
  it('prefers stable to beta to alpha, newer to older, and puts other names last', () => {
    const versions = ['foo1', 'v1alpha1', 'v11alpha2', 'v2', 'v3beta1', 'v12alpha1', 'v10', 'v11beta2', 'bar', 'v1'];

    expect(versions.sort(compareVersions)).toEqual([
      'v10',
      'v2',
      'v1',
      'v11beta2',
      'v3beta1',
      'v12alpha1',
      'v11alpha2',
      'v1alpha1',
      'bar',
      'foo1',
    ]);
  });
});
