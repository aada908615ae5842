import { maskSecrets } from './masked-text.js';

describe('maskSecrets', () => {
  it.each([
    ['cannot reach postgresql://app:hunter2@orders-rw:5432/app', 'cannot reach postgresql://***@orders-rw:5432/app'],
    ['dial with user=app password=hunter2 sslmode=require', 'dial with user=app password=*** sslmode=require'],
    ["passphrase: 'hunter 2' is wrong", 'passphrase: *** is wrong'],
    ['PWD=hunter2, TOKEN: hunter2; done', 'PWD=***, TOKEN: ***; done'],
    ["CREATE USER app IDENTIFIED BY 'hunter2'", 'CREATE USER app IDENTIFIED BY ***'],
    ["ALTER ROLE app PASSWORD 'hunter2'", 'ALTER ROLE app PASSWORD ***'],
    ['secretAccessKey=hunter2', 'secretAccessKey=***'],
  ])('hides what opens something: %s', (text, masked) => {
    expect(maskSecrets(text)).toBe(masked);
  });

  it.each([
    'MountVolume.SetUp failed for volume "app" : secret "orders-credentials" not found',
    'The password of orders is the one in its Secret',
    'Created Secret orders-credentials',
    'image ghcr.io/cloudnative-pg/postgresql:17.6 pulled',
  ])('leaves what does not: %s', (text) => {
    expect(maskSecrets(text)).toBe(text);
  });
});
