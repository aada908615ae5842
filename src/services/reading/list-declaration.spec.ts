import { CLUSTER_LIST } from '../clusters/cluster-list.js';
import { inQueryString, predicateOf, requireInBounds } from './list-declaration.js';

describe('wishes', () => {
  it('that only their field can judge are refused by their name, with the way on', () => {
    expect(() => predicateOf(CLUSTER_LIST, { labelSelector: 'tier==(' }, inQueryString)).toThrow(
      expect.objectContaining({
        code: 'malformed_request',
        message: expect.stringContaining('?labelSelector: unable to parse') as string,
        fields: [expect.objectContaining({ pointer: '?labelSelector', hint: expect.any(String) as string })],
      }) as Error,
    );
  });

  it.each([
    { wishes: { name: [] }, pointers: ['filter.name'] },
    { wishes: { engine: Array.from({ length: 51 }, () => 'mysql') }, pointers: ['filter.engine'] },
    { wishes: { q: 'x'.repeat(64), labelSelector: 'x'.repeat(1025) }, pointers: ['filter.q', 'filter.labelSelector'] },
    { wishes: { createdAfter: 'yesterday' }, pointers: ['filter.createdAfter'] },
    { wishes: { phase: ['Rnning'] }, pointers: ['filter.phase'] },
  ])('out of bounds are refused, each by its name: $pointers', ({ wishes, pointers }) => {
    expect(() => requireInBounds(CLUSTER_LIST, wishes, (name) => `filter.${name}`)).toThrow(
      expect.objectContaining({
        code: 'malformed_request',
        fields: pointers.map((pointer) => expect.objectContaining({ pointer }) as object),
      }) as Error,
    );
  });

  it('within bounds pass, and what is no filter is not looked at', () => {
    expect(() => requireInBounds(CLUSTER_LIST, { phase: ['Running'], limit: -1 }, inQueryString)).not.toThrow();
  });
});
