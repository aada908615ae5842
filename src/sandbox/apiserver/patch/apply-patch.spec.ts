import { aServedResource } from '../../../../test/builders/served-resource.js';
import { applyPatch } from './apply-patch.js';
import type { PatchKind } from './apply-patch.js';

const CUSTOM = aServedResource();
const POD = aServedResource({ kind: 'Pod', group: '', custom: false });
const live = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { size: 1 } };

describe('applyPatch', () => {
  it.each<{ kind: PatchKind; patch: unknown }>([
    { kind: 'json', patch: [{ op: 'replace', path: '/spec/size', value: 2 }] },
    { kind: 'merge', patch: { spec: { size: 2 } } },
    { kind: 'strategic', patch: { spec: { size: 2 } } },
  ])('applies a $kind patch', ({ kind, patch }) => {
    expect(applyPatch(kind, live, patch, POD)).toEqual({ ...live, spec: { size: 2 } });
    expect(live.spec.size).toBe(1);
  });

  it.each<{ does: string; kind: PatchKind; patch: unknown; code: number; reason: string }>([
    {
      does: 'a strategic patch of a custom resource',
      kind: 'strategic',
      patch: {},
      code: 415,
      reason: 'UnsupportedMediaType',
    },
    { does: 'a merge patch that is a list', kind: 'merge', patch: [], code: 400, reason: 'BadRequest' },
    { does: 'a JSON patch that is an object', kind: 'json', patch: {}, code: 400, reason: 'BadRequest' },
    {
      does: 'a JSON patch that removes the object',
      kind: 'json',
      patch: [{ op: 'remove', path: '' }],
      code: 422,
      reason: 'Invalid',
    },
  ])('answers $does with $code', ({ kind, patch, code, reason }) => {
    expect(() => applyPatch(kind, live, patch, CUSTOM)).toThrow(expect.objectContaining({ code, reason }) as Error);
  });

  it('names the accepted types where it refuses one', () => {
    expect(() => applyPatch('strategic', live, {}, CUSTOM)).toThrow(/json-patch\+json.*merge-patch\+json.*apply-patch/);
  });
});
