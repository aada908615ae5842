import { Injectable, type OnModuleInit } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { GraphQlSettings } from '../../../config/index.js';
import { rulesFor } from '../limits/limits.js';
import { Documents } from './documents.js';
import { readAllowedDocuments } from './read-allowed-documents.js';

/** Reads the list of documents, if there is one, before anything is served. */
@Injectable()
export class AllowList implements OnModuleInit {
  constructor(
    private readonly documents: Documents,
    private readonly host: GraphQLSchemaHost,
    private readonly settings: GraphQlSettings,
  ) {}

  /** @throws ConfigError with every document that could not be carried out. */
  async onModuleInit(): Promise<void> {
    const { documentsFile } = this.settings;
    if (documentsFile === undefined) return;
    const judged = { schema: this.host.schema, rules: rulesFor(this.settings) };
    this.documents.allowOnly(await readAllowedDocuments(documentsFile, judged));
  }
}
