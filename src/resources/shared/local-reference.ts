import { Shape, StringField } from '../declare/index.js';

/** Another object of the same namespace. */
@Shape({ description: 'Another object, by name, in the namespace of this one.' })
export class LocalReference {
  @StringField({ description: 'Name of the object.', minLength: 1, maxLength: 253, example: 'main' })
  name!: string;
}
