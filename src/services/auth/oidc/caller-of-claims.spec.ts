import type { JWTPayload } from 'jose';
import { callerOfClaims, type ClaimRules } from './caller-of-claims.js';

const RULES: ClaimRules = { usernameClaim: 'sub', usernamePrefix: '', groupsPrefix: '' };
const AUTHENTICATED = 'system:authenticated';

interface Case {
  readonly does: string;
  readonly claims: JWTPayload;
  readonly rules?: Partial<ClaimRules>;
  readonly caller: object;
}

const CASES: Case[] = [
  {
    does: 'is named by the subject, and is somebody whom the cluster knows',
    claims: { sub: 'ann', groups: ['admins'] },
    caller: { username: 'ann', groups: [AUTHENTICATED] },
  },
  {
    does: 'is named by another claim, with prefixes',
    claims: { sub: '1', login: 'ann', teams: ['red', 'blue'] },
    rules: { usernameClaim: 'login', usernamePrefix: 'corp:', groupsClaim: 'teams', groupsPrefix: 'g:' },
    caller: { username: 'corp:ann', groups: ['g:red', 'g:blue', AUTHENTICATED] },
  },
  {
    does: 'is in one group that is no list',
    claims: { sub: 'ann', groups: 'red' },
    rules: { groupsClaim: 'groups' },
    caller: { username: 'ann', groups: ['red', AUTHENTICATED] },
  },
  {
    does: 'is in no group where the token names none',
    claims: { sub: 'ann' },
    rules: { groupsClaim: 'groups' },
    caller: { username: 'ann', groups: [AUTHENTICATED] },
  },
  {
    does: 'is in no group of Kubernetes itself',
    claims: { sub: 'ann', groups: ['system:masters', 'red'] },
    rules: { groupsClaim: 'groups' },
    caller: { username: 'ann', groups: ['red', AUTHENTICATED] },
  },
  {
    does: 'is in no group that a prefix makes one of Kubernetes itself',
    claims: { sub: 'ann', groups: ['masters'] },
    rules: { groupsClaim: 'groups', groupsPrefix: 'system:' },
    caller: { username: 'ann', groups: [AUTHENTICATED] },
  },
  {
    does: 'is named by an address that nobody calls unverified',
    claims: { sub: '1', email: 'ann@example.com' },
    rules: { usernameClaim: 'email' },
    caller: { username: 'ann@example.com', groups: [AUTHENTICATED] },
  },
];

const REFUSALS: { readonly does: string; readonly claims: JWTPayload; readonly rules?: Partial<ClaimRules> }[] = [
  { does: 'no name', claims: {} },
  { does: 'an empty name', claims: { sub: '' } },
  { does: 'a name that is no text', claims: { sub: { toString: 'x' } as never } },
  { does: 'the name of a member of every object', claims: {}, rules: { usernameClaim: 'constructor' } },
  { does: 'a name of Kubernetes itself', claims: { sub: 'system:admin' } },
  {
    does: 'an address that is not verified',
    claims: { email: 'a@b', email_verified: false },
    rules: { usernameClaim: 'email' },
  },
  {
    does: 'an address verified by no boolean',
    claims: { email: 'a@b', email_verified: 'true' },
    rules: { usernameClaim: 'email' },
  },
  { does: 'groups that are none', claims: { sub: 'ann', groups: [{}] }, rules: { groupsClaim: 'groups' } },
  { does: 'null for groups', claims: { sub: 'ann', groups: null }, rules: { groupsClaim: 'groups' } },
];

describe('who claims name', () => {
  it.each(CASES)('$does', ({ claims, rules, caller }) => {
    expect(callerOfClaims(claims, { ...RULES, ...rules })).toEqual(caller);
  });

  it.each(REFUSALS)('is nobody with $does', ({ claims, rules }) => {
    expect(callerOfClaims(claims, { ...RULES, ...rules })).toEqual({ refusal: expect.any(String) });
  });
});
