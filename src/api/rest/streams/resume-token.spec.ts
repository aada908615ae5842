import { positionIn, resumeTokenOf } from './resume-token.js';

const ann = { username: 'ann', url: '/api/v1/clusters?phase=Running' };
const token = resumeTokenOf('4711', ann);

it.each([
  ['its own watch', token, ann, '4711'],
  ['another caller', token, { ...ann, username: 'bob' }, undefined],
  ['another filter', token, { ...ann, url: '/api/v1/clusters' }, undefined],
  ['nobody, when the position is another', token.replace('4711', '4712x'), ann, undefined],
  ['nobody, when it is none', 'x', ann, undefined],
  ['nobody, when it is empty', '', ann, undefined],
])('a token of how far a watch got is good for %s', (_whom, given, identity, expected) => {
  expect(positionIn(given, identity)).toBe(expected);
});
