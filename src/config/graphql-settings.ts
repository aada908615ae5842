import { BooleanSetting, SettingsGroup, StringSetting } from './declare.js';

@SettingsGroup('GraphQL')
export class GraphQlSettings {
  @BooleanSetting({
    env: 'DBAAS_GRAPHQL_INTROSPECTION',
    default: true,
    description:
      'Answer introspection to whoever has a token. Off, errors suggest no names of the schema either; clients are then made from `schema.gql`.',
  })
  readonly introspection!: boolean;

  @StringSetting({
    env: 'DBAAS_GRAPHQL_DOCUMENTS_FILE',
    description:
      'Path of a JSON file, `{"<SHA-256 in hex>": "<document>"}`, with the only documents to answer; every other one is refused with `document_not_allowed`. Read at the start, which fails when one of them does not fit the schema. Absent: any document.',
  })
  readonly documentsFile?: string;

  @BooleanSetting({
    env: 'DBAAS_GRAPHQL_PAGE',
    default: false,
    description:
      'Serve a page at `/graphql` to browsers, to write queries by hand. It needs no token, and nothing from elsewhere; the sandbox serves it unless told otherwise.',
  })
  readonly page!: boolean;
}
