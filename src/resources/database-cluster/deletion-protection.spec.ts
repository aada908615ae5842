import { compileCel } from '../../kube/schema/index.js';
import { deletionProtectionBinding, deletionProtectionPolicy } from './deletion-protection.js';

interface Policy {
  metadata: { name: string };
  spec: { validations: [{ expression: string; messageExpression: string }] };
}

const policy = deletionProtectionPolicy() as Policy;
const [{ expression, messageExpression }] = policy.spec.validations;

describe('deletion protection', () => {
  const allows = compileCel(expression, ['oldObject']);

  it.each([
    { does: 'refuses a protected database', metadata: {}, spec: { deletionProtection: true }, allowed: false },
    { does: 'lets an unprotected one go', metadata: {}, spec: { deletionProtection: false }, allowed: true },
    { does: 'lets one go that never spoke of it', metadata: {}, spec: {}, allowed: true },
    {
      does: 'lets one go that is going already',
      metadata: { deletionTimestamp: '2026-11-23T09:00:00Z' },
      spec: { deletionProtection: true },
      allowed: true,
    },
  ])('$does', ({ metadata, spec, allowed }) => {
    expect(allows.evaluate({ oldObject: { metadata: { name: 'orders', ...metadata }, spec } })).toBe(allowed);
  });

  it('names the database and the next step', () => {
    const message = compileCel(messageExpression, ['oldObject']).evaluate({
      oldObject: { metadata: { name: 'orders' } },
    });
    expect(message).toBe('database "orders" is protected against deletion: set spec.deletionProtection to false first');
  });

  it('is bound, or it would do nothing', () => {
    expect(deletionProtectionBinding()).toMatchObject({
      spec: { policyName: policy.metadata.name, validationActions: ['Deny'] },
    });
  });
});
