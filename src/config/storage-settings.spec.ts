import { ConfigError, loadSettings } from './load.js';
import { StorageSettings } from './settings.js';

const read = (networks?: string): StorageSettings =>
  loadSettings({ DBAAS_STORAGE_ENDPOINTS_ALLOWED: networks }).get(StorageSettings);

describe('the networks where buckets may be besides', () => {
  it('are none when nobody says so', () => {
    expect(read().allowedNetworks).toEqual([]);
  });

  it('are those that are named', () => {
    expect(read('127.0.0.0/8,::1/128').allowedNetworks).toEqual(['127.0.0.0/8', '::1/128']);
  });

  it.each(['127.0.0.1', '127.0.0.0/33', '::1/129', '1.2.3/8', 'localhost/8', '10.0.0.0/8,'])(
    'are refused at the start where one is %j',
    (networks) => {
      expect(() => read(networks)).toThrow(ConfigError);
      expect(() => read(networks)).toThrow('DBAAS_STORAGE_ENDPOINTS_ALLOWED');
    },
  );
});
