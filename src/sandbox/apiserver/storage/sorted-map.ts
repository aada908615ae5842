/**
 * An immutable map ordered by string key (a weight-balanced tree): every write costs O(log n) and leaves older versions
 * intact, so a snapshot is a reference. It is what lets a paged list see one moment while others write.
 */
export class SortedMap<V> {
  private static readonly EMPTY = new SortedMap<never>(undefined);

  private constructor(private readonly root: Node<V> | undefined) {}

  static empty<V>(): SortedMap<V> {
    return SortedMap.EMPTY;
  }

  get size(): number {
    return sizeOf(this.root);
  }

  get(key: string): V | undefined {
    let node = this.root;
    while (node && node.key !== key) node = key < node.key ? node.left : node.right;
    return node?.value;
  }

  set(key: string, value: V): SortedMap<V> {
    return new SortedMap(insert(this.root, key, value));
  }

  delete(key: string): SortedMap<V> {
    return new SortedMap(remove(this.root, key));
  }

  /** Values of keys in `[from, to)`, in order; at most `limit` of them. */
  range(from: string, to: string | undefined, limit = Infinity): V[] {
    const found: V[] = [];
    collect(this.root, { from, to, limit, found });
    return found;
  }

  /** How many keys are in `[from, to)`, without visiting them. */
  countRange(from: string, to: string | undefined): number {
    return (to === undefined ? this.size : rank(this.root, to)) - rank(this.root, from);
  }
}

interface Node<V> {
  readonly key: string;
  readonly value: V;
  readonly left: Node<V> | undefined;
  readonly right: Node<V> | undefined;
  readonly size: number;
}

/** A side may weigh this many times the other before it is rotated, and how a rotation is chosen: the proven pair. */
const MAX_IMBALANCE = 3;
const SINGLE_ROTATION_BELOW = 2;

const sizeOf = (node: Node<unknown> | undefined): number => node?.size ?? 0;
const weightOf = (node: Node<unknown> | undefined): number => sizeOf(node) + 1;

type Side<V> = Node<V> | undefined;

function join<V>(left: Side<V>, { key, value }: Pick<Node<V>, 'key' | 'value'>, right: Side<V>): Node<V> {
  return { key, value, left, right, size: sizeOf(left) + sizeOf(right) + 1 };
}

function balance<V>(left: Side<V>, middle: Pick<Node<V>, 'key' | 'value'>, right: Side<V>): Node<V> {
  if (right && weightOf(right) > MAX_IMBALANCE * weightOf(left)) return rotateLeft(left, middle, right);
  if (left && weightOf(left) > MAX_IMBALANCE * weightOf(right)) return rotateRight(left, middle, right);
  return join(left, middle, right);
}

function rotateLeft<V>(left: Side<V>, middle: Pick<Node<V>, 'key' | 'value'>, right: Node<V>): Node<V> {
  const inner = right.left;
  if (!inner || weightOf(inner) < SINGLE_ROTATION_BELOW * weightOf(right.right)) {
    return join(join(left, middle, inner), right, right.right);
  }
  return join(join(left, middle, inner.left), inner, join(inner.right, right, right.right));
}

function rotateRight<V>(left: Node<V>, middle: Pick<Node<V>, 'key' | 'value'>, right: Side<V>): Node<V> {
  const inner = left.right;
  if (!inner || weightOf(inner) < SINGLE_ROTATION_BELOW * weightOf(left.left)) {
    return join(left.left, left, join(inner, middle, right));
  }
  return join(join(left.left, left, inner.left), inner, join(inner.right, middle, right));
}

function insert<V>(node: Side<V>, key: string, value: V): Node<V> {
  if (!node) return { key, value, left: undefined, right: undefined, size: 1 };
  if (key === node.key) return join(node.left, { key, value }, node.right);
  return key < node.key
    ? balance(insert(node.left, key, value), node, node.right)
    : balance(node.left, node, insert(node.right, key, value));
}

function remove<V>(node: Side<V>, key: string): Side<V> {
  if (!node) return undefined;
  if (key < node.key) return balance(remove(node.left, key), node, node.right);
  if (key > node.key) return balance(node.left, node, remove(node.right, key));
  if (!node.left) return node.right;
  if (!node.right) return node.left;
  const successor = first(node.right);
  return balance(node.left, successor, remove(node.right, successor.key));
}

function first<V>(node: Node<V>): Node<V> {
  let current = node;
  while (current.left) current = current.left;
  return current;
}

interface Collection<V> {
  readonly from: string;
  readonly to: string | undefined;
  readonly limit: number;
  readonly found: V[];
}

function collect<V>(node: Side<V>, into: Collection<V>): void {
  if (!node || into.found.length >= into.limit) return;
  const afterStart = node.key >= into.from;
  const beforeEnd = into.to === undefined || node.key < into.to;
  if (afterStart) collect(node.left, into);
  if (afterStart && beforeEnd && into.found.length < into.limit) into.found.push(node.value);
  if (beforeEnd) collect(node.right, into);
}

/** How many keys sort before `key`. */
function rank(node: Side<unknown>, key: string): number {
  let current = node;
  let before = 0;
  while (current) {
    if (key <= current.key) {
      current = current.left;
    } else {
      before += sizeOf(current.left) + 1;
      current = current.right;
    }
  }
  return before;
}
