import { S3_KEYS, S3Store } from '../../test/doubles/object-stores/s3-store.js';
import { createTlsIdentity } from '../sandbox/apiserver/http/tls-identity.js';
import { StorageProber, type ProbeResult } from './probe.js';

describe('the probe of an encrypted store', () => {
  let store: S3Store;
  let ca: string;

  beforeAll(async () => {
    const { caCertificate, certificate, privateKey } = await createTlsIdentity(new Date());
    ca = caCertificate;
    store = await S3Store.start({ tls: { cert: certificate, key: privateKey } });
  });

  afterAll(() => store.stop());

  const probe = (endpoint: string, authority?: string): Promise<ProbeResult> =>
    new StorageProber({ egress: { allowed: ['127.0.0.0/8'] } }).probe({
      location: { type: 'S3', bucket: 'backups', endpoint, forcePathStyle: true },
      credentials: { kind: 'S3', ...S3_KEYS },
      ca: authority,
    });

  it('says TLSUntrusted of an authority that nobody named', async () => {
    expect(await probe(store.url)).toMatchObject({ usable: false, reason: 'TLSUntrusted' });
  });

  it('trusts the authority that is named', async () => {
    expect(await probe(store.url, ca)).toEqual({ usable: true });
  });

  it('says EndpointUnreachable of an encrypted call to a store that is not', async () => {
    const plain = await S3Store.start();
    const result = await probe(plain.url.replace('http:', 'https:'));
    await plain.stop();
    expect(result).toMatchObject({ usable: false, reason: 'EndpointUnreachable' });
  });

  it('never trusts text that is no certificate', async () => {
    expect(await probe(store.url, 'not a certificate')).toMatchObject({ usable: false, reason: 'TLSUntrusted' });
  });
});
