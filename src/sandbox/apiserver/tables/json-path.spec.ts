import { evaluateJsonPath, JsonPathError, parseJsonPath } from './json-path.js';

const OBJECT = {
  metadata: { name: 'w', labels: { 'app.io/name': 'x' } },
  spec: { size: 3, off: false, ports: [{ port: 1, tls: true }, { port: 2 }, { port: 3 }] },
  status: {
    conditions: [
      { type: 'Ready', status: 'True', n: 1 },
      { type: 'Stalled', status: 'False', n: 2 },
    ],
  },
};

describe('evaluateJsonPath', () => {
  it.each([
    { path: '.spec.size', expected: [3] },
    { path: 'spec.size', expected: [3] },
    { path: '{.spec.size}', expected: [3] },
    { path: '$.spec.size', expected: [3] },
    { path: '.spec.off', expected: [false] },
    { path: '.spec.absent.deeper', expected: [] },
    { path: '.metadata.labels.app\\.io/name', expected: ['x'] },
    { path: ".metadata.labels['app.io/name']", expected: ['x'] },
    { path: '.spec.ports[0].port', expected: [1] },
    { path: '.spec.ports[-1].port', expected: [3] },
    { path: '.spec.ports[9].port', expected: [] },
    { path: '.spec.ports[1:].port', expected: [2, 3] },
    { path: '.spec.ports[0:3:2].port', expected: [1, 3] },
    { path: '.spec.ports[*].port', expected: [1, 2, 3] },
    { path: '.metadata.*', expected: ['w', { 'app.io/name': 'x' }] },
    { path: '..port', expected: [1, 2, 3] },
    { path: '.status.conditions[?(@.type=="Ready")].status', expected: ['True'] },
    { path: ".status.conditions[?(@.type=='Nope')].status", expected: [] },
    { path: '.status.conditions[?(@.type != "Ready")].type', expected: ['Stalled'] },
    { path: '.status.conditions[?(@.n >= 2)].type', expected: ['Stalled'] },
    { path: '.status.conditions[?(@.n<2)].type', expected: ['Ready'] },
    { path: '.spec.ports[?(@.tls)].port', expected: [1] },
    { path: '.spec.ports[?(@.tls==true)].port', expected: [1] },
    { path: '.spec.constructor', expected: [] },
    { path: '.__proto__', expected: [] },
  ])('finds $expected at $path', ({ path, expected }) => {
    expect(evaluateJsonPath(parseJsonPath(path), OBJECT)).toEqual(expected);
  });
});

describe('parseJsonPath', () => {
  it.each(['.a[', '.a[?(process.exit())]', '.a[?(@.b==c)]', '.a b', '.a..', '.a[0:1:0]', `.${'a'.repeat(2000)}`])(
    'refuses %s',
    (path) => {
      expect(() => parseJsonPath(path)).toThrow(JsonPathError);
    },
  );
});
