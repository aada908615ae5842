import { Field, ID, InterfaceType } from '@nestjs/graphql';
import type { KubeObject } from '../../kube/meta/index.js';

/** What Relay calls an object with an identity; a kind with `globalId` is one. The API fills the id in. */
@InterfaceType('Node', {
  description: 'An object that can be read again by its id alone.',
  resolveType: ({ kind }: KubeObject) => kind,
})
export abstract class Node {
  @Field(() => ID, { description: 'Opaque, and unique among all objects of all kinds.' })
  id!: string;
}
