import { parseRequestInfo } from './parse-request-info.js';

const parse = (method: string, path: string) => parseRequestInfo(method, new URL(path, 'https://localhost'));

describe('parseRequestInfo', () => {
  it.each([
    {
      request: 'GET /api/v1/namespaces/ns/pods/p',
      expected: { verb: 'get', group: '', version: 'v1', namespace: 'ns', plural: 'pods', name: 'p' },
    },
    { request: 'GET /api/v1/pods', expected: { verb: 'list', plural: 'pods' } },
    { request: 'GET /api/v1/pods?watch=1', expected: { verb: 'watch', plural: 'pods' } },
    { request: 'GET /api/v1/pods?watch=false', expected: { verb: 'list', plural: 'pods' } },
    { request: 'GET /api/v1/namespaces', expected: { verb: 'list', plural: 'namespaces' } },
    { request: 'GET /api/v1/namespaces/ns', expected: { verb: 'get', plural: 'namespaces', name: 'ns' } },
    {
      request: 'PUT /api/v1/namespaces/ns/finalize',
      expected: { verb: 'update', plural: 'namespaces', name: 'ns', subresource: 'finalize' },
    },
    {
      request: 'PATCH /apis/g.io/v1/namespaces/ns/things/t/status',
      expected: { verb: 'patch', group: 'g.io', namespace: 'ns', plural: 'things', name: 't', subresource: 'status' },
    },
    {
      request: 'POST /api/v1/namespaces/ns/serviceaccounts/sa/token',
      expected: { verb: 'create', name: 'sa', subresource: 'token' },
    },
    { request: 'DELETE /apis/g.io/v1/things', expected: { verb: 'deletecollection', plural: 'things' } },
    { request: 'GET /apis/g.io/v1/things/a%3Ab', expected: { verb: 'get', name: 'a:b' } },
  ])('reads $request', ({ request, expected }) => {
    const [method, path] = request.split(' ');
    expect(parse(method!, path!)).toMatchObject({ isResource: true, ...expected });
  });

  it.each(['GET /', 'GET /version', 'GET /api/v1', 'GET /apis/g.io/v1', 'GET /openapi/v3', 'GET /api/v1/%ff/x'])(
    'takes %s for no resource',
    (request) => {
      const [method, path] = request.split(' ');
      expect(parse(method!, path!)?.isResource).toBe(false);
    },
  );

  it.each(['PUT /api/v1/namespaces/ns/pods', 'PATCH /api/v1/pods', 'POST /api/v1/namespaces/ns/pods/p'])(
    'knows that %s can never be served',
    (request) => {
      const [method, path] = request.split(' ');
      expect(parse(method!, path!)).toBeUndefined();
    },
  );
});
