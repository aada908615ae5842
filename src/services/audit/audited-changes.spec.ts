import { auditedChanges } from './audited-changes.js';

const SECRET = 'hunter2';

describe('changes as they are written down', () => {
  it.each([
    { does: 'a field that is called so', change: { path: '/spec/password', before: undefined, after: SECRET } },
    { does: 'what it was before', change: { path: '/spec/secretAccessKey', before: SECRET, after: 'b' } },
    { does: 'an annotation', change: { path: '/annotations/example.com~1api-token', after: SECRET } },
    {
      does: 'a setting of the engine',
      change: { path: '/spec/config', after: [{ name: 'ldap_bind_password', value: SECRET }] },
    },
    { does: 'something deep down', change: { path: '/spec', after: { a: [{ b: { accessKey: SECRET } }] } } },
    { does: 'a number', change: { path: '/spec/passcode', after: [SECRET, 1] } },
    {
      does: 'the user of an address',
      change: { path: '/spec/endpoint', after: `https://ann:${SECRET}@s3.example.com` },
    },
  ])('do not tell $does', ({ change }) => {
    const text = JSON.stringify(auditedChanges([change]));
    expect(text).not.toContain(SECRET);
    expect(text).toContain('***');
  });

  it('tell everything else as it is', () => {
    const changes = [
      { path: '/spec/clusterSize', before: 1, after: 3 },
      { path: '/spec/config', before: undefined, after: [{ name: 'max_connections', value: '200' }] },
      { path: '/spec/credentialsRef', before: null, after: { name: 'main-s3' } },
      { path: '/spec/endpoint', after: 'https://s3.example.com/a@b' },
    ];
    expect(auditedChanges(changes)).toEqual({ changes });
  });

  it('are told by their places alone when there is too much of them', () => {
    const many = Array.from({ length: 100 }, (_, i) => ({ path: `/annotations/${i}`, after: 'x'.repeat(1000) }));
    const { changes, changesShortened } = auditedChanges(many);
    expect([changesShortened, changes.length, changes[0]]).toEqual([true, 50, { path: '/annotations/0' }]);
  });
});
