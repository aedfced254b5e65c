import { Migration } from '@mikro-orm/migrations';

/**
 * Accounts are found by their texts in a table of their own: the index of words on the accounts themselves is kept for nobody,
 * and a move writes it anew for each account. Processes of the release before read all accounts for a search meanwhile.
 */
export class M024OneIndexOfWords extends Migration {
  override up(): void {
    this.addSql('drop index if exists accounts.account_words');
  }
}
