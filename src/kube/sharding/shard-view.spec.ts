import { MemberSet } from './member-set.js';
import { ShardView, type Claim } from './shard-view.js';

const keys = Array.from({ length: 200 }, (_, n) => `shop/db-${n}`);
const A = MemberSet.of(['a']);
const AB = MemberSet.of(['a', 'b']);
const ABC = MemberSet.of(['a', 'b', 'c']);
const { EMPTY } = MemberSet;
const ofA = (set: MemberSet): string[] => keys.filter((key) => set.ownerOf(key) === 'a');
const claim = (identity: string, members: MemberSet): Claim => ({ identity, members });

interface Story {
  readonly alive: MemberSet;
  readonly offered: MemberSet;
  readonly published: MemberSet;
  readonly claims?: readonly Claim[];
}

/** The view of `a` that has offered one set when others were alive, and then learns what is now. */
function viewOf({ alive, offered, published, claims = [] }: Story): ShardView {
  const initial = ShardView.initial('a').learn({ alive: offered, published: EMPTY, claims: [] });
  return (initial.offer([]) ?? initial).learn({ alive, published, claims });
}

it.each<Story & { when: string; owns: readonly string[] }>([
  { when: 'nobody is known', alive: EMPTY, offered: EMPTY, published: EMPTY, owns: [] },
  { when: 'its claim is on its way', alive: A, offered: A, published: EMPTY, owns: [] },
  { when: 'it is alone and says so', alive: A, offered: A, published: A, owns: keys },
  { when: 'another has joined', alive: AB, offered: A, published: A, owns: ofA(AB) },
  { when: 'another has gone, and the claim is old', alive: A, offered: AB, published: AB, owns: ofA(AB) },
  {
    when: 'the other still claims all',
    alive: AB,
    offered: AB,
    published: AB,
    claims: [claim('b', MemberSet.of(['b']))],
    owns: [],
  },
  { when: 'the other claims its part', alive: AB, offered: AB, published: AB, claims: [claim('b', AB)], owns: ofA(AB) },
  {
    when: 'the other has claimed nothing',
    alive: AB,
    offered: AB,
    published: AB,
    claims: [claim('b', EMPTY)],
    owns: ofA(AB),
  },
  {
    when: 'one of two still works by an older set',
    alive: ABC,
    offered: ABC,
    published: ABC,
    claims: [claim('b', MemberSet.of(['b', 'c'])), claim('c', ABC)],
    owns: ofA(ABC).filter((key) => MemberSet.of(['b', 'c']).ownerOf(key) !== 'b'),
  },
])('owns what no other can be at work on when $when', ({ owns, ...story }) => {
  const view = viewOf(story);
  expect(keys.filter((key) => view.owns(key))).toEqual(owns);
});

describe('a new claim', () => {
  const lost = keys.find((key) => AB.ownerOf(key) === 'b')!;
  const kept = ofA(AB)[0]!;

  it.each<Story & { when: string; atWork?: string[]; offers: string | undefined }>([
    { when: 'the living are others than those it claims by', alive: AB, offered: A, published: A, offers: 'a,b' },
    { when: 'what it keeps is at work', alive: AB, offered: A, published: A, atWork: [kept], offers: 'a,b' },
    { when: 'a key that it lost is at work', alive: AB, offered: A, published: A, atWork: [lost], offers: undefined },
    { when: 'an older one is on its way', alive: AB, offered: A, published: EMPTY, offers: undefined },
    { when: 'nothing has changed', alive: AB, offered: AB, published: AB, offers: undefined },
  ])('is $offers when $when', ({ atWork = [], offers, ...story }) => {
    expect(viewOf(story).offer(atWork)?.offered.text).toBe(offers);
  });

  it('gives up at once what it leaves out, and takes nothing before it is published', () => {
    const moved = viewOf({ alive: AB, offered: A, published: A }).offer([])!;
    expect(keys.filter((key) => moved.owns(key))).toEqual(ofA(AB));
    const back = moved.learn({ alive: A, published: A, claims: [] });
    expect(keys.filter((key) => back.owns(key))).toEqual(ofA(AB));
    expect(back.offer([])).toBeUndefined();
  });
});
