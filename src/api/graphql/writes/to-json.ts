/**
 * An input as REST would have received it: plain objects, and no member that is undefined. GraphQL hands over objects
 * without a prototype, and the services are to see no difference between the doors.
 */
export function toJson(input: object): unknown {
  return JSON.parse(JSON.stringify(input)) as unknown;
}
