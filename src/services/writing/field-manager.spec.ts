import type { ProblemError } from '../../domain/problem.js';
import { requireFieldManager } from './field-manager.js';

describe('the name of who applies', () => {
  it.each(['gitops', 'argocd-controller', 'kubectl client', 'équipe', 'x'.repeat(128), 'dbaas'])(
    'may be %j',
    (name) => {
      expect(requireFieldManager(name)).toBe(name);
    },
  );

  it.each([
    { name: undefined, code: 'required' },
    { name: '', code: 'required' },
    { name: 'x'.repeat(129), code: 'too_long' },
    { name: 'é'.repeat(65), code: 'too_long' },
    { name: 'a\tb', code: 'invalid' },
    { name: 'a\u200bb', code: 'invalid' },
    { name: 'dbaas-api', code: 'forbidden' },
    { name: 'dbaas-operations', code: 'forbidden' },
    { name: 'dbaas-anything', code: 'forbidden' },
  ])('is refused as $code: $name', ({ name, code }) => {
    expect(() => requireFieldManager(name)).toThrow(
      expect.objectContaining({
        code: 'malformed_request',
        fields: [expect.objectContaining({ pointer: '?fieldManager', code })],
      }) as ProblemError,
    );
  });
});
