import { destinationIn, nameIn, openFolder, placeIn } from './s3-section.js';

describe('a bucket of a storage', () => {
  it.each([
    { bucket: 'backups', folder: '', destination: 's3://backups/one' },
    { bucket: 'backups', prefix: 'prod/orders', folder: 'prod/orders', destination: 's3://backups/prod/orders/one' },
    { bucket: 'backups', prefix: '/prod/orders/', folder: 'prod/orders', destination: 's3://backups/prod/orders/one' },
    { bucket: 'backups/prod/orders', folder: 'prod/orders', destination: 's3://backups/prod/orders/one' },
    { bucket: 'backups/prod/', prefix: 'orders', folder: 'prod/orders', destination: 's3://backups/prod/orders/one' },
  ])('$bucket with prefix $prefix is at $destination', ({ bucket, prefix, folder, destination }) => {
    expect(placeIn({ bucket, prefix })).toEqual({ bucket: 'backups', folder });
    expect(destinationIn({ bucket, prefix }, 'one')).toBe(destination);
    expect(nameIn(destination)).toBe('one');
  });

  it.each([
    { section: { bucket: 'backups' }, error: /no identity of a cloud/ },
    { section: { bucket: 'backups', credentialsSecret: 'keys' }, error: /"keys" has no key "AWS_ACCESS_KEY_ID"/ },
    {
      section: { bucket: 'backups', caBundle: { name: 'ca', key: 'ca.crt' } },
      error: /"ca" has no key "ca.crt"/,
    },
  ])('cannot be opened without what leads there: $error', async ({ section, error }) => {
    const access = { namespace: 'team-a', find: () => undefined, signal: new AbortController().signal };
    await expect(openFolder(section, access)).rejects.toThrow(error);
  });
});
