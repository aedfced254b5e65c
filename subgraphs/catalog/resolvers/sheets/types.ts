import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { PRICE_LIST_IMPORT_DESCRIPTION } from '../../../shared/graphql/entity-descriptions.ts';
import { enumType } from '../../../shared/graphql/enum.ts';
import { Node } from '../../../shared/graphql/graphql-types.ts';
import { DateTimeScalar } from '../../../shared/graphql/scalars.ts';
import type { ImportStatus } from '../../entities/price-list-import.ts';

const ImportStatusEnum = enumType<ImportStatus>('ImportStatus', 'The progress of a price list import.', {
  RUNNING: 'Waiting in the queue, or reading the sheet. Ask again later.',
  COMPLETED: 'The sheet was read to its end. Single rows may have been rejected.',
  FAILED: 'The sheet could not be imported; `failure` gives the reason.',
});

@ObjectType('RejectedRow', { description: 'A row of a sheet that was not imported, with the reason.' })
export class RejectedRowType {
  @Field(() => Int, {
    description: 'The line in the file; the header is line 1. It is 0 when the reason concerns the whole file.',
  })
  line!: number;

  @Field(() => String, {
    nullable: true,
    description: 'The column with the wrong value. Null when the reason concerns the whole row.',
  })
  column?: string | null;

  @Field(() => String, { description: 'What is wrong with the row, for the person who sent the sheet.' })
  message!: string;
}

@ObjectType('PriceListImport', {
  description: PRICE_LIST_IMPORT_DESCRIPTION,
  implements: Node,
})
@Directive('@key(fields: "id")')
export class PriceListImportType implements Node {
  @Field(() => ID, { description: 'The id of the import.' })
  id!: string;

  @Field(() => ImportStatusEnum, { description: 'Whether the import is running, completed or failed.' })
  status!: ImportStatus;

  @Field(() => Int, {
    description: 'The number of rows imported so far, without the header. It is 0 while the sheet is being checked.',
  })
  rowsRead!: number;

  @Field(() => Int, { description: 'The number of rows that added a new plan.' })
  rowsAdded!: number;

  @Field(() => Int, {
    description: 'The number of rows that changed an existing plan or, in an offer matrix, an existing product.',
  })
  rowsChanged!: number;

  @Field(() => Int, {
    description:
      'The number of plans whose sale was ended because the sheet no longer has them. A sheet only retires plans of its ' +
      'own categories (licences, software), markets and segments.',
  })
  rowsRetired!: number;

  @Field(() => Int, { description: 'The number of all rejected rows, including those that `rejected` does not list.' })
  rowsRejected!: number;

  @Field(() => String, { nullable: true, description: 'The reason why the import failed. Null unless it failed.' })
  failure?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The SHA-256 hash of the file in hexadecimal. Null until the whole file has been imported.',
  })
  sha256?: string | null;

  @Field(() => DateTimeScalar, { description: 'When the import was requested.' })
  startedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the import ended. Null while it is running.' })
  finishedAt?: Date | null;
}
