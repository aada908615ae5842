/** Another object of the same namespace. */
export class LocalReference {
  name!: string;
}
