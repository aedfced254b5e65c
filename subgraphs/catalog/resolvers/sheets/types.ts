import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { PRICE_LIST_IMPORT_DESCRIPTION } from '../../../shared/graphql/entity-descriptions.ts';
import { connectionType } from '../../../shared/graphql/connection.ts';
import { enumType } from '../../../shared/graphql/enum.ts';
import { Node } from '../../../shared/graphql/graphql-types.ts';
import { CountryCodeScalar, DateTimeScalar } from '../../../shared/graphql/scalars.ts';
import type { ImportKind, ImportStatus } from '../../entities/price-list-import.ts';

const ImportStatusEnum = enumType<ImportStatus>('ImportStatus', 'The progress of a price list import.', {
  RUNNING: 'Waiting in the queue, or reading the sheet. Ask again later.',
  NEEDS_CONFIRMATION:
    'The sheet looks like a mistake: `warnings` says why. Nothing was changed; `confirmPriceListImport` imports it.',
  COMPLETED: 'The sheet was read to its end. Single rows may have been rejected.',
  FAILED: 'The sheet could not be imported; `failure` gives the reason.',
});

export const PriceSheetKindEnum = enumType<ImportKind>('PriceSheetKind', 'What a sheet of a vendor is.', {
  LICENCE: 'A price list of licences.',
  SOFTWARE: 'A price list of software: subscriptions that are paid once, and licences for ever.',
  OFFER_MATRIX: 'The quantities, prerequisites and conversions of products.',
});

@ObjectType('PriceChange', { description: 'A plan that becomes dearer or cheaper, and when.' })
export class PriceChangeType {}

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

  @Field(() => PriceSheetKindEnum, {
    nullable: true,
    description:
      'What the sheet is. Null while it is not recognised, and for a file with rows of several kinds, which is a sheet ' +
      'of each of them.',
  })
  kind?: ImportKind | null;

  @Field(() => [CountryCodeScalar], {
    description: 'The markets of which the sheet has prices. Empty until it has been read, and for an offer matrix.',
  })
  markets!: readonly string[];

  @Field(() => String, {
    nullable: true,
    description:
      'The month whose prices the sheet has, such as 2026-11. Null where neither its name nor the input says it: then it ' +
      'is the month of the import, or the next one for a preview.',
  })
  month?: string | null;

  @Field(() => Boolean, {
    name: 'nextMonth',
    description: 'Whether the sheet announces the changes of the next month only. Such a sheet retires nothing.',
  })
  isPreview!: boolean;

  @Field(() => Boolean, {
    name: 'partial',
    description: 'Whether the sheet has a part of its kind only. Such a sheet retires nothing.',
  })
  isPartial!: boolean;

  @Field(() => Boolean, {
    name: 'dryRun',
    description: 'Whether the import only says what the sheet would change, and changes nothing.',
  })
  isDryRun!: boolean;

  @Field(() => Int, { description: 'The number of rows read so far, without the header.' })
  rowsRead!: number;

  @Field(() => Int, { description: 'The number of rows that added a new plan.' })
  rowsAdded!: number;

  @Field(() => Int, {
    description: 'The number of rows that changed an existing plan or, in an offer matrix, an existing product.',
  })
  rowsChanged!: number;

  @Field(() => Int, {
    description: 'The number of rows that changed nothing, including those that repeat another row of the sheet.',
  })
  rowsUnchanged!: number;

  @Field(() => Int, {
    description:
      'The number of plans whose sale was ended because the sheet no longer has them. A sheet only retires plans of its ' +
      'own kinds and markets.',
  })
  rowsRetired!: number;

  @Field(() => Int, {
    description: 'The number of rows of kinds that are not sold here, such as those for governments.',
  })
  rowsSkipped!: number;

  @Field(() => [String], {
    description:
      'What looks like a mistake and waits for `confirmPriceListImport`, and what else is worth knowing of the sheet.',
  })
  warnings!: readonly string[];

  @Field(() => Int, { description: 'The number of all rejected rows, including those that `rejected` does not list.' })
  rowsRejected!: number;

  @Field(() => String, { nullable: true, description: 'The reason why the import failed. Null unless it failed.' })
  failure?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The SHA-256 hash of the file in hexadecimal. Null until the whole file has been read.',
  })
  sha256?: string | null;

  @Field(() => DateTimeScalar, { description: 'When the import was requested.' })
  startedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the import ended. Null while it is running.' })
  finishedAt?: Date | null;
}

export const PriceChangeConnection = connectionType('PriceChange', () => PriceChangeType);
