import { versionInTag } from './containers.js';

describe('the version that an image tells', () => {
  it.each([
    ['percona/percona-server:8.0.19-7', '8.0.19-7'],
    ['registry.example:5000/mirror/server:8.4.7-7.1', '8.4.7-7.1'],
    ['mirror/server:8.4.7-7.1@sha256:0123', '8.4.7-7.1'],
    ['registry.example:5000/server', undefined],
    ['mirror/server:latest', undefined],
    [undefined, undefined],
  ])('of %s is %s', (image, version) => {
    expect(versionInTag(image)).toBe(version);
  });
});
