import { invalid, required } from './problem.js';
import { respond, type AdmissionRequest } from './review.js';

const request: AdmissionRequest = {
  uid: 'u1',
  operation: 'CREATE',
  object: { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', metadata: { name: 'orders' } },
  oldObject: null,
};

describe('an answer to the API server', () => {
  it('allows without a patch when nothing changes', () => {
    expect(respond(request, { mutated: request.object! }).response).toEqual({ uid: 'u1', allowed: true });
  });

  it('carries changes as a JSON patch', () => {
    const mutated = { ...request.object!, spec: { instances: 1 } };
    const { patch, patchType } = respond(request, { mutated }).response as { patch: string; patchType: string };
    expect(patchType).toBe('JSONPatch');
    expect(JSON.parse(Buffer.from(patch, 'base64').toString())).toEqual([
      { op: 'add', path: '/spec', value: { instances: 1 } },
    ]);
  });

  it('refuses with the code, reason and causes of an invalid object', () => {
    const problems = [invalid(['spec', 'instances'], 0, 'too few'), required(['spec', 'storage'], 'needed')];
    expect(respond(request, { problems }).response).toMatchObject({
      allowed: false,
      status: {
        code: 422,
        reason: 'Invalid',
        message:
          'Cluster.postgresql.cnpg.io "orders" is invalid: [spec.instances: Invalid value: 0: too few, spec.storage: Required value: needed]',
        details: {
          causes: [
            { reason: 'FieldValueInvalid', field: 'spec.instances', message: 'Invalid value: 0: too few' },
            { reason: 'FieldValueRequired', field: 'spec.storage', message: 'Required value: needed' },
          ],
        },
      },
    });
  });
});
