import { acceptsPlainJson, parseAccept } from './accept.js';

describe('parseAccept', () => {
  it('keeps the order and reads parameters', () => {
    expect(parseAccept('Application/JSON; as=Table;v=v1;g="meta.k8s.io",*/*;q=0.8')).toEqual([
      { type: 'application/json', params: { as: 'Table', v: 'v1', g: 'meta.k8s.io' } },
      { type: '*/*', params: { q: '0.8' } },
    ]);
  });

  it.each([undefined, '', '  '])('takes anything when the header is %j', (header) => {
    expect(parseAccept(header)).toEqual([{ type: '*/*', params: {} }]);
  });

  it('does not let a parameter reach the prototype', () => {
    const [range] = parseAccept('application/json;__proto__=x');

    expect(Object.getPrototypeOf(range!.params)).toBe(Object.prototype);
  });

  it.each([
    { accept: 'application/json', plain: true },
    { accept: 'application/*', plain: true },
    { accept: 'application/json;as=Table', plain: false },
    { accept: 'application/vnd.kubernetes.protobuf', plain: false },
  ])('says $plain to plain JSON for $accept', ({ accept, plain }) => {
    expect(acceptsPlainJson(parseAccept(accept)[0]!)).toBe(plain);
  });
});
