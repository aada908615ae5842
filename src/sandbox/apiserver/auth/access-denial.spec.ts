import { accessDenied } from './access-denial.js';
import type { AccessAttributes } from './user-info.js';

describe('accessDenied', () => {
  it.each<{ asked: AccessAttributes; message: string }>([
    {
      asked: { verb: 'get', group: 'g', resource: 'widgets', namespace: 'ns', name: 'n' },
      message:
        'widgets.g "n" is forbidden: User "u" cannot get resource "widgets" in API group "g" in the namespace "ns"',
    },
    {
      asked: { verb: 'list', group: '', resource: 'pods' },
      message: 'pods is forbidden: User "u" cannot list resource "pods" in API group "" at the cluster scope',
    },
    {
      asked: { verb: 'get', group: '', resource: 'pods', subresource: 'log', namespace: 'ns', name: 'p' },
      message: 'pods "p" is forbidden: User "u" cannot get resource "pods/log" in API group "" in the namespace "ns"',
    },
    { asked: { verb: 'get', path: '/metrics' }, message: 'forbidden: User "u" cannot get path "/metrics"' },
  ])('says: $message', ({ asked, message }) => {
    const error = accessDenied({ username: 'u', groups: [] }, asked);

    expect(error.message).toBe(message);
    expect(error).toMatchObject({ code: 403, reason: 'Forbidden' });
  });
});
