import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Node } from '../../../shared/graphql/graphql-types.ts';
import { DateTimeScalar } from '../../../shared/graphql/scalars.ts';
import { ImportStatusEnum } from '../products/enums.ts';

@ObjectType('RejectedRow', { description: 'A row of a sheet that was not taken, with the reason.' })
export class RejectedRowType {
  @Field(() => Int, {
    description: 'The line of the file, the header being line 1; 0 when the file as a whole is at fault.',
  })
  line!: number;

  @Field(() => String, { nullable: true, description: 'The column at fault; null when the row as a whole is.' })
  column?: string | null;

  @Field(() => String, { description: 'What is wrong, in words for the one who sent the sheet.' })
  message!: string;
}

@ObjectType('PriceListImport', {
  description: 'One reading of a vendor sheet: its progress and outcome.',
  implements: Node,
})
@Directive('@key(fields: "id")')
export class PriceListImportType implements Node {
  @Field(() => ID, { description: "The import's id." })
  id!: string;

  @Field(() => ImportStatusEnum, { description: 'Where it stands.' })
  status!: ImportStatusEnum;

  @Field(() => Int, { description: 'Rows taken so far, the header not counted; 0 while the sheet is checked.' })
  rowsRead!: number;

  @Field(() => Int, { description: 'Rows that brought a new plan.' })
  rowsAdded!: number;

  @Field(() => Int, {
    description: 'Rows that changed a known plan; for an offer matrix, rows that changed a product.',
  })
  rowsChanged!: number;

  @Field(() => Int, {
    description:
      'Plans that the sheet does not have any more and whose sale was therefore ended: of its own kinds (licences, software), markets and segments.',
  })
  rowsRetired!: number;

  @Field(() => Int, { description: 'Rows that were not taken: all of them, even those that are not listed.' })
  rowsRejected!: number;

  @Field(() => String, { nullable: true, description: 'Why it failed; null when it did not.' })
  failure?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of the file, in hexadecimal, once it was read to its end.',
  })
  sha256?: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  startedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null while it runs.' })
  finishedAt?: Date | null;
}
