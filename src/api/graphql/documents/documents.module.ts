import { Module } from '@nestjs/common';
import { Documents } from './documents.js';

/** What Apollo and the transports beside it know of documents, once. */
@Module({ providers: [Documents], exports: [Documents] })
export class DocumentsModule {}
