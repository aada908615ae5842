import { aWrite, servedKinds } from '../../../../test/builders/admission-attributes.js';
import { aServedResource } from '../../../../test/builders/served-resource.js';
import type { AdmissionAttributes } from './admission-attributes.js';
import type { OperationRule } from './configuration-types.js';
import { matchedVersion } from './rule-matching.js';

const KINDS = servedKinds(aServedResource({ version: 'v1' }), aServedResource({ version: 'v1beta1' }));

const rule = (changes: Partial<OperationRule> = {}): OperationRule => ({
  operations: ['CREATE'],
  apiGroups: ['example.io'],
  apiVersions: ['v1'],
  resources: ['widgets'],
  ...changes,
});

describe('matchedVersion', () => {
  it.each<{ does: string; rule: OperationRule; write?: Partial<AdmissionAttributes>; expected: string | undefined }>([
    { does: 'takes what is named', rule: rule(), expected: 'v1' },
    { does: 'takes any operation', rule: rule({ operations: ['*'] }), write: { operation: 'DELETE' }, expected: 'v1' },
    { does: 'refuses another operation', rule: rule(), write: { operation: 'UPDATE' }, expected: undefined },
    { does: 'refuses another group', rule: rule({ apiGroups: [''] }), expected: undefined },
    { does: 'takes any group and version', rule: rule({ apiGroups: ['*'], apiVersions: ['*'] }), expected: 'v1' },
    { does: 'takes any resource', rule: rule({ resources: ['*'] }), expected: 'v1' },
    { does: 'keeps subresources apart', rule: rule(), write: { subresource: 'status' }, expected: undefined },
    {
      does: 'keeps subresources apart from any resource',
      rule: rule({ resources: ['*'] }),
      write: { subresource: 'status' },
      expected: undefined,
    },
    {
      does: 'takes a named subresource',
      rule: rule({ resources: ['widgets/status'] }),
      write: { subresource: 'status' },
      expected: 'v1',
    },
    { does: 'takes a resource with all below', rule: rule({ resources: ['widgets/*'] }), expected: 'v1' },
    {
      does: 'takes everything',
      rule: rule({ resources: ['*/*'] }),
      write: { subresource: 'status' },
      expected: 'v1',
    },
    {
      does: 'takes a subresource of anything',
      rule: rule({ resources: ['*/status'] }),
      write: { subresource: 'status' },
      expected: 'v1',
    },
    { does: 'refuses another scope', rule: rule({ scope: 'Cluster' }), expected: undefined },
    { does: 'takes its scope', rule: rule({ scope: 'Namespaced' }), expected: 'v1' },
    { does: 'refuses another name', rule: rule({ resourceNames: ['other'] }), expected: undefined },
    { does: 'takes its name', rule: rule({ resourceNames: ['w'] }), expected: 'v1' },
    { does: 'sees the object in a version it knows', rule: rule({ apiVersions: ['v1beta1'] }), expected: 'v1beta1' },
    { does: 'takes no version that is not served', rule: rule({ apiVersions: ['v9'] }), expected: undefined },
  ])('$does', ({ rule: given, write, expected }) => {
    expect(matchedVersion([given], undefined, aWrite(write), KINDS)).toBe(expected);
  });

  it('looks at no other version when the match must be exact', () => {
    expect(matchedVersion([rule({ apiVersions: ['v1beta1'] })], 'Exact', aWrite(), KINDS)).toBeUndefined();
  });
});
