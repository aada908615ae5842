import { Documents, hashOf } from './documents.js';

const remember = (documents: Documents, text: string): string => {
  const hash = hashOf(text);
  documents.remember({ hash, text });
  return hash;
};

describe('documents that clients sent lately', () => {
  it('are few: the one that was used least lately makes room', () => {
    const documents = new Documents();
    const first = remember(documents, '{ first }');
    const second = remember(documents, '{ second }');
    for (let index = 0; index < 998; index++) remember(documents, `{ other${index} }`);
    expect(documents.find(first)).toBe('{ first }');
    remember(documents, '{ oneMore }');
    expect([documents.find(first), documents.find(second)]).toEqual(['{ first }', undefined]);
  });

  it('take a bounded part of the memory, and none is so large that it takes it all', () => {
    const documents = new Documents();
    const large = (index: number): string => `{ a } # ${index} ${'ü'.repeat(60_000)}`;
    const hashes = Array.from({ length: 60 }, (_, index) => remember(documents, large(index)));
    const kept = hashes.filter((hash) => documents.find(hash) !== undefined);
    expect(kept).toEqual(hashes.slice(-34));
    const tooLarge = remember(documents, '#'.repeat(128 * 1024 + 1));
    expect(documents.find(tooLarge)).toBeUndefined();
    expect(documents.find(kept[0]!)).toBeDefined();
  });

  it('do not join those of a list', () => {
    const documents = new Documents();
    const before = remember(documents, '{ before }');
    documents.allowOnly(new Map([[hashOf('{ listed }'), '{ listed }']]));
    const after = remember(documents, '{ after }');
    expect([before, after, hashOf('{ listed }')].map((hash) => documents.find(hash))).toEqual([
      undefined,
      undefined,
      '{ listed }',
    ]);
  });
});
